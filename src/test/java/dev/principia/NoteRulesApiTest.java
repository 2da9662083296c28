package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is refused in a note, by the API and by the database itself.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class NoteRulesApiTest {
  private final Api api;
  private final Person ada;

  NoteRulesApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("6.1")
  void fourDefectsAreNamedAtOnce() {
    JsonObject bad =
        JsonObject.of(
            "body",
            7,
            "takeaways",
            new JsonArray().add(""),
            "resources",
            new JsonArray().add(JsonObject.of("title", "x", "url", "ftp://a.example")),
            "owner",
            "grace");
    Api.Answer refused = put(bad).problem(422, "invalid-request");
    assertEquals(
        List.of(
            "/body wrong-type",
            "/owner unknown-member",
            "/resources/0/url not-http",
            "/takeaways/0 too-short"),
        refused.defects());
    assertTrue(refused.need("Server-Timing").contains("desc=\"0\""));
  }

  @Test
  @Proves("6.5")
  void aUrlThatIsNotOfTheWebIsRefused() {
    for (String url :
        List.of("javascript:alert(1)", "//a.example", "https://", "http:///x", "mailto:a@b", "x")) {
      assertEquals(
          List.of("/resources/0/url not-http"),
          put(resource("x", url)).problem(422, "invalid-request").defects(),
          url);
    }
    put(resource("x", "HTTPS://a.example/%20?q#f")).is(201);
  }

  @Test
  @Proves("6.4")
  void tagsAreStoredInOneSpellingAndTheAnswerShowsIt() {
    JsonArray typed =
        new JsonArray().add(" Caching ").add("Cafe\u0301").add("CAF\u00C9").add("caching");
    Api.Answer made = put(JsonObject.of("tags", typed)).is(201);
    assertEquals(new JsonArray().add("caching").add("caf\u00E9"), made.json().getJsonArray("tags"));
    assertEquals(
        "caching,caf\u00E9",
        AccountsApiTest.text(
            "select array_to_string(tags, ',') as text from notes where id = $1",
            NotesApiTest.id(made)));
    assertEquals(
        List.of("/tags/0 forbidden-character", "/tags/1 forbidden-character", "/tags/2 too-long"),
        ada.put(
                NotesApiTest.COURSE + "/lessons/2/note",
                JsonObject.of(
                    "tags", new JsonArray().add("a,b").add(" \u00A0").add("x".repeat(51))),
                "If-None-Match",
                "*")
            .problem(422, "invalid-request")
            .defects());
  }

  @Test
  @Proves("6.7")
  void limitsCountCharactersAndNotBytes() {
    String rockets = "🚀".repeat(2000);
    assertEquals(
        rockets,
        put(JsonObject.of("keyConcepts", new JsonArray().add(rockets)))
            .is(201)
            .json()
            .getJsonArray("keyConcepts")
            .getString(0));
    assertEquals(
        List.of("/keyConcepts/0 too-long"),
        put(JsonObject.of("keyConcepts", new JsonArray().add(rockets + "a"))).is(422).defects());
    assertEquals(List.of("/keyConcepts too-many"), put(concepts(51)).is(422).defects());
    assertEquals(List.of("/body too-long"), put(body(262_145)).is(422).defects());
    assertEquals(
        List.of(" too-long"),
        put(body(262_144).put("tags", new JsonArray().add("a"))).is(422).defects());
    ada.put(NotesApiTest.NOTE, body(262_144), "If-Match", "*").is(200);
    assertEquals(
        List.of(" too-long"),
        ada.patch(NotesApiTest.NOTE, concepts(1), "If-Match", "*").is(422).defects());
    ada.put(NotesApiTest.NOTE, concepts(50), "If-Match", "*").is(200);
  }

  @Test
  @Proves("6.7")
  void theDatabaseRefusesByHandWhatTheApiRefuses() {
    UUID note = NotesApiTest.id(put(new JsonObject()).is(201));
    Map<String, Object> refused =
        Map.ofEntries(
            Map.entry("update notes set body = repeat('x', 262145) where id = $1 and $2 > 0", 1),
            Map.entry(
                "update notes set key_concepts = array_fill('x'::text, array[$2]) where id = $1",
                51),
            Map.entry("update notes set takeaways = array[repeat('x', $2)] where id = $1", 2001),
            Map.entry("update notes set takeaways = array[''] where id = $1 and $2 > 0", 2),
            Map.entry("update notes set tags = array['A'] where id = $1 and $2 > 0", 3),
            Map.entry("update notes set tags = array['a', 'a'] where id = $1 and $2 > 0", 4),
            Map.entry("update notes set tags = array[U&'e\\0301'] where id = $1 and $2 > 0", 5),
            Map.entry("update notes set tags = array[repeat('x', $2)] where id = $1", 51),
            Map.entry(
                "update notes set resources = '[{\"title\":\"x\",\"url\":\"javascript:x\"}]' where"
                    + " id = $1 and $2 > 0",
                6),
            Map.entry(
                "update notes set resources = '[{\"url\":\"https://a.example\"}]' where id = $1 and"
                    + " $2 > 0",
                7),
            Map.entry("update notes set resources = '{}' where id = $1 and $2 > 0", 8),
            Map.entry(
                "update notes set code_examples = '[{\"code\":\"x\"}]' where id = $1 and $2 > 0",
                9),
            Map.entry(
                "update notes set body = repeat('x', $2), tags = array['a'] where id = $1", 262144),
            Map.entry("update notes set visibility = 'link' where id = $1 and $2 > 0", 10),
            Map.entry("update notes set visibility = 'public' where id = $1 and $2 > 0", 11));
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      refused.forEach(
          (sql, argument) -> {
            Exception failure =
                assertThrows(
                    Exception.class,
                    () ->
                        database
                            .db()
                            .work(
                                tx -> tx.run(dev.principia.db.Query.command(sql, note, argument))),
                    sql);
            assertTrue(String.valueOf(failure).contains("check"), () -> sql + " " + failure);
          });
    }
  }

  @Test
  void aNullCharacterIsRefused() {
    put(JsonObject.of("body", "a\u0000b")).problem(400, "malformed-request");
    Api.Answer refused =
        api.send(
            "PUT",
            Api.V1 + NotesApiTest.NOTE,
            BodyPublishers.ofString("## Notes\na\u0000b\n## Takeaways\n- \u0000\n"),
            "Content-Type",
            "text/markdown",
            "If-None-Match",
            "*",
            "Authorization",
            "Bearer " + ada.session().getString("accessToken"));
    assertEquals(
        List.of("1 null-character", "4 null-character"),
        CoursesApiTest.objects(refused.problem(422, "invalid-request").json(), "errors").stream()
            .map(each -> each.getInteger("line") + " " + each.getString("code"))
            .toList());
  }

  @Test
  void everyOtherCharacterIsKept() {
    StringBuilder all = new StringBuilder();
    for (int c = 1; c < 0x11000; c += c < 0x3000 ? 1 : 97) {
      if (c != '\r' && (c < 0xD800 || c > 0xDFFF)) {
        all.appendCodePoint(c);
      }
    }
    JsonObject note = JsonObject.of("body", all.toString());
    assertEquals(all.toString(), put(note).is(201).json().getString("body"));
    assertEquals(all.toString(), ada.get(NotesApiTest.NOTE).json().getString("body"));
    ada.put(NotesApiTest.NOTE, JsonObject.of("body", "a\r\nb\rc"), "If-Match", "*").is(200);
    assertEquals("a\nb\nc", ada.get(NotesApiTest.NOTE).json().getString("body"));
  }

  private Api.Answer put(JsonObject note) {
    return ada.put(NotesApiTest.NOTE, note, "If-None-Match", "*");
  }

  private static JsonObject resource(String title, String url) {
    return JsonObject.of(
        "resources", new JsonArray().add(JsonObject.of("title", title, "url", url)));
  }

  private static JsonObject concepts(int count) {
    return JsonObject.of("keyConcepts", new JsonArray(Collections.nCopies(count, "x")));
  }

  private static JsonObject body(int length) {
    return JsonObject.of("body", "x".repeat(length));
  }
}
