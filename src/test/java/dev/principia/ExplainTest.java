package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `principia authz explain`: the same conditions that decide, and the relation that did.
final class ExplainTest {
  private final Api api = Server.EVENT_LOOP.api();

  @Test
  void theRelationThatDecidesIsNamed() {
    Person owner = Person.signedUp(api);
    Person editor = Person.signedUp(api);
    Person stranger = Person.signedUp(api);
    String location =
        owner.post("/courses", JsonObject.of("title", "Plans")).is(201).need("Location");
    String path = location.substring(Api.V1.length());
    String slug = path.substring(path.lastIndexOf('/') + 1);
    owner.put(path + "/members/" + editor.id(), JsonObject.of("role", "editor")).is(200);
    assertEquals("allow: because it is the course's owner", told(owner, "own", slug));
    assertEquals("allow: because it is the course's editor", told(editor, "write", slug));
    assertEquals("deny: because it is the course's editor", told(editor, "own", slug));
    assertEquals(
        "deny: because it is nothing to this private course", told(stranger, "read", slug));
    owner.patch(path, JsonObject.of("visibility", "public"), "If-Match", "*").is(200);
    assertEquals("allow: because the course is public", told(stranger, "read", slug));
  }

  private static String told(Person person, String action, String slug) {
    Services services = Services.shared();
    Map<String, String> environment =
        Map.of(
            "PRINCIPIA_POSTGRES_URL",
            services.postgresUrl(),
            "PRINCIPIA_REDIS_URL",
            services.redisUrl(),
            "PRINCIPIA_SECRET",
            services.secret());
    String asked = "course:" + action;
    try (Program program =
        Program.start(environment, "authz", "explain", person.email(), asked, slug)) {
      assertEquals(0, program.awaitExit(), program::output);
      return program.output().replace(" " + person.email() + " " + asked + " " + slug + ",", "");
    }
  }
}
