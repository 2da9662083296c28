package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is present in a lesson, over several instances.
final class LivePresenceTest {
  private final Api api = Server.EVENT_LOOP.api();
  private final Person ada = Person.signedUp(api);
  private final Person bob = Person.signedUp(api);
  private final String lesson = "lesson:" + course() + "/1";

  private String course() {
    JsonObject course = JsonObject.of("title", "Presence of " + ada.id(), "visibility", "public");
    String slug = ada.post("/courses", course).is(201).json().getString("slug");
    ada.post("/courses/" + slug + "/lessons", JsonObject.of("title", "One")).is(201);
    return slug;
  }

  @Test
  @Proves("26.9")
  void everyInstanceCountsThePeopleOfAllAndEachOnce() {
    try (App other = Server.EVENT_LOOP.another(Map.of());
        LiveClient here = LiveClient.of(ada);
        LiveClient also = LiveClient.of(ada);
        LiveClient there = LiveClient.of(bob.at(Api.on(other.port())))) {
      here.subscribe(lesson).next("ack");
      awaitCount(here, 0);
      enter(here);
      awaitCount(here, 1);
      also.subscribe(lesson).next("ack");
      enter(also);
      there.subscribe(lesson).next("ack");
      awaitCount(there, 1);
      enter(there);
      awaitCount(here, 2);
      awaitCount(there, 2);
      there.say(JsonObject.of("type", "presence"));
      awaitCount(here, 1);
      here.vanish();
      also.vanish();
      awaitCount(there, 0);
    }
  }

  @Test
  @Proves("26.9")
  void thePeopleOfAnInstanceThatWasKilledAreForgotten() {
    try (Program killed = Program.start(environment(), "serve");
        LiveClient here = LiveClient.of(ada)) {
      Api elsewhere = new Api(killed.awaitPrinted("serves (http://\\S+)"));
      here.subscribe(lesson).next("ack");
      enter(here);
      try (LiveClient there = LiveClient.of(bob.at(elsewhere))) {
        there.subscribe(lesson).next("ack");
        enter(there);
        awaitCount(here, 2);
        killed.signal("KILL");
        awaitCount(here, 1);
      }
    }
  }

  static Map<String, String> environment() {
    Services services = Services.shared();
    Map<String, String> environment = new HashMap<>();
    environment.put("PRINCIPIA_POSTGRES_URL", services.postgresUrl());
    environment.put("PRINCIPIA_REDIS_URL", services.redisUrl());
    environment.put("PRINCIPIA_SECRET", services.secret());
    environment.put("PRINCIPIA_RATE_LIMITS", "off");
    environment.put("PORT", "0");
    environment.put("PRINCIPIA_MANAGEMENT_PORT", "0");
    return environment;
  }

  private void enter(LiveClient client) {
    client.say(JsonObject.of("type", "presence", "topic", lesson));
  }

  private static void awaitCount(LiveClient client, int count) {
    JsonObject found =
        client.next(
            message ->
                message.getString("type").equals("presence")
                    && message.getInteger("count") == count);
    assertEquals(count, found.getInteger("count"));
  }
}
