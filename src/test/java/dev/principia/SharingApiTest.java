package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class SharingApiTest {
  private static final JsonObject LINK = JsonObject.of("visibility", "link");
  private static final JsonObject PRIVATE = JsonObject.of("visibility", "private");

  private final Api api;
  private final Person ada;

  SharingApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("5.8")
  void whoeverHasTheLinkMayReadUntilItIsEnded() {
    UUID note = NotesApiTest.id(NotesApiTest.written(ada, NotesApiTest.caching()));
    assertEquals(PRIVATE, ada.get(sharing(note)).is(200).json());
    String url = ada.put(sharing(note), LINK).is(200).json().getString("url");
    assertEquals(url, ada.put(sharing(note), LINK).is(200).json().getString("url"));
    assertEquals(url, ada.get(sharing(note)).is(200).json().getString("url"));
    Api.Answer shared = api.get(url).is(200);
    assertEquals("Ada", shared.json().getString("author"));
    assertEquals(NotesApiTest.content(NotesApiTest.caching()), NotesApiTest.content(shared.json()));
    assertFalse(shared.text().contains("@example.org"));
    assertFalse(shared.text().contains(ada.id().toString()));
    assertEquals("noindex", shared.need("X-Robots-Tag"));
    api.get(url, "If-None-Match", shared.need("ETag")).is(304);
    assertTrue(api.get(url, "Accept", "text/html").is(200).text().contains("Hit ratio"));
    assertTrue(api.get(url, "Accept", "text/markdown").is(200).text().contains("- Hit ratio"));

    ada.put(sharing(note), PRIVATE).is(200);
    api.get(url).problem(404, "not-found");
    String other = ada.put(sharing(note), LINK).is(200).json().getString("url");
    assertNotEquals(url, other);
    api.get(url).problem(404, "not-found");
    api.get(other).is(200);
    ada.delete(NotesApiTest.NOTE, "If-Match", "*").is(204);
    api.get(other).problem(404, "not-found");
  }

  @Test
  void onlyAHashOfTheLinkIsStored() {
    UUID note = NotesApiTest.id(NotesApiTest.written(ada, new JsonObject()));
    String url = ada.put(sharing(note), LINK).is(200).json().getString("url");
    String token = url.substring(url.lastIndexOf('/') + 1);
    assertEquals(43, token.length());
    assertEquals(
        "0",
        AccountsApiTest.text(
            "select count(*)::text as text from notes n where position($1 in n::text) > 0", token));
    api.get(url.substring(0, url.length() - 1) + "_").is(404);
  }

  @Test
  void aLinkExpires() {
    UUID note = NotesApiTest.id(NotesApiTest.written(ada, new JsonObject()));
    JsonObject until = LINK.copy().put("expiresAt", "2126-02-21T10:00:00+01:00");
    Api.Answer shared = ada.put(sharing(note), until).is(200);
    assertEquals("2126-02-21T09:00:00Z", shared.json().getString("expiresAt"));
    api.get(shared.json().getString("url")).is(200);
    AccountsApiTest.text(
        "update notes set share_expires_at = now() where id = $1 returning id::text as text", note);
    api.get(shared.json().getString("url")).problem(404, "not-found");
    assertEquals(
        List.of("/expiresAt not-in-the-future"),
        ada.put(sharing(note), LINK.copy().put("expiresAt", "2020-01-01T00:00:00Z"))
            .is(422)
            .defects());
    assertEquals(
        List.of("/expiresAt not-allowed"),
        ada.put(sharing(note), PRIVATE.copy().put("expiresAt", "2126-01-01T00:00:00Z"))
            .is(422)
            .defects());
    assertEquals(
        List.of("/visibility unknown-value"),
        ada.put(sharing(note), JsonObject.of("visibility", "public")).is(422).defects());
  }

  private static String sharing(UUID note) {
    return "/notes/" + note + "/sharing";
  }
}
