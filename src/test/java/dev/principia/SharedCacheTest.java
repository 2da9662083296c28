package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// People who share a cache that takes every freedom of RFC 9111.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class SharedCacheTest {
  private static final String SEEDED = Api.V1 + "/courses/learning-backend-from-first-principles";
  private static final String LIST = Api.V1 + "/courses?limit=100";

  private final Api api;
  private final SharedCache cache;
  private final Person ada;
  private final Person bob;

  SharedCacheTest(Server server) {
    this.api = server.api();
    this.cache = new SharedCache(api);
    this.ada = Person.signedUp(api);
    this.bob = Person.signedUp(api);
  }

  @Test
  @Proves("14.1")
  void nobodySeesAnothersBytesThroughACacheInBetween() {
    String own = slug(ada);
    cache.get(LIST);
    assertTrue(cache.get(LIST, ada.signed()).text().contains(own));
    assertTrue(!cache.get(LIST, bob.signed()).text().contains(own));
    assertTrue(!cache.get(LIST).text().contains(own));
    String course = Api.V1 + "/courses/" + own;
    cache.get(course, ada.signed()).is(200);
    cache.get(course, bob.signed()).is(404);
    cache.get(course).is(404);
    String note = SEEDED + "/lessons/2/note";
    ada.put(note.substring(Api.V1.length()), JsonObject.of("body", "Mine"), "If-None-Match", "*");
    cache.get(note, ada.signed()).is(200);
    cache.get(note, bob.signed()).is(404);
    cache.get(note).is(401);
    for (Person each : List.of(ada, bob)) {
      Api.Answer me = cache.get(Person.ME, each.signed()).is(200);
      assertEquals(each.email(), me.json().getString("email"));
    }
    cache.get(Person.ME).is(401);
  }

  @Test
  @Proves("14.1")
  void whoCallsWithAKeyIsNobodyElse() {
    String own = slug(ada);
    JsonObject wish = JsonObject.of("name", "Mine", "scopes", List.of("courses:read"));
    String key = ada.post("/api-keys", wish).is(201).json().getString("secret");
    cache.get(LIST);
    assertTrue(cache.get(LIST, "X-API-Key", key).text().contains(own));
    assertTrue(!cache.get(LIST).text().contains(own));
  }

  @Test
  void anonymousReadersShareWhatIsKept() {
    String first = cache.get(SEEDED).is(200).text();
    assertEquals(first, cache.get(SEEDED).is(200).text());
    assertEquals(1, cache.hits());
  }

  private static String slug(Person owner) {
    JsonObject course = JsonObject.of("title", "Shared " + UUID.randomUUID());
    return owner.post("/courses", course).is(201).json().getString("slug");
  }
}
