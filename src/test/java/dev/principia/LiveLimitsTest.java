package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a client of the live feed may do, and what it is told when it does more.
final class LiveLimitsTest {
  private final Api api = Server.EVENT_LOOP.api();
  private final Person ada = Person.signedUp(api);

  @Test
  @Proves("26.7")
  void aMessageThatIsTooLongEndsTheConnection() {
    try (LiveClient client = LiveClient.of(ada)) {
      client.sayAnything("x".repeat(4096)).next("error");
      assertEquals(1009, client.sayAnything("x".repeat(4097)).closed());
    }
    try (LiveClient client = LiveClient.of(ada)) {
      for (int i = 0; i < 5; i++) {
        client.socket().sendText("x".repeat(1000), false).join();
      }
      assertEquals(1009, client.closed());
    }
  }

  @Test
  @Proves("26.7")
  void aFloodEndsTheConnection() {
    try (LiveClient client = LiveClient.of(ada)) {
      for (int i = 0; i < 200; i++) {
        client
            .socket()
            .sendText("{\"type\":\"ping\"}", true)
            .exceptionally(closed -> client.socket())
            .join();
      }
      assertEquals(4429, client.closed());
    }
  }

  @Test
  void onlyTextIsUnderstood() {
    try (LiveClient client = LiveClient.of(ada)) {
      client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
      assertEquals(1003, client.closed());
    }
  }

  @Test
  @Proves("26.7")
  void aSessionThatEndsTakesItsConnectionsAlong() {
    Person phone = ada.again();
    try (LiveClient gone = LiveClient.of(phone);
        LiveClient stays = LiveClient.of(ada)) {
      gone.subscribe("account").next("ack");
      phone.delete("/sessions/current").is(204);
      assertEquals(4401, gone.closed());
      stays.subscribe("account").next("ack");
    }
  }

  @Test
  @Proves("26.7")
  void aConnectionEndsWithTheTokenThatOpenedIt() {
    MovableClock clock = new MovableClock(Instant.now());
    try (App app = Server.EVENT_LOOP.on(Services.shared(), Map.of(), clock)) {
      Person bob = Person.signedUp(Api.on(app.port()));
      try (LiveClient client = LiveClient.of(bob)) {
        client.subscribe("account").next("ack");
        clock.move(Duration.ofMinutes(16));
        assertEquals(4401, client.closed());
      }
    }
  }

  @Test
  @Proves("26.7")
  void whoeverLosesTheRightToReadIsToldNothingMore() {
    Person bob = Person.signedUp(api);
    JsonObject title = JsonObject.of("title", "Rights " + UUID.randomUUID());
    String slug = ada.post("/courses", title).is(201).json().getString("slug");
    String member = "/courses/" + slug + "/members/" + bob.id();
    assertTrue(ada.put(member, JsonObject.of("role", "viewer")).status() < 300);
    try (LiveClient one = LiveClient.of(bob);
        LiveClient two = LiveClient.of(bob)) {
      one.subscribe("course:" + slug).next("ack");
      two.subscribe("course:" + slug).next("ack");
      two.subscribe("account").next("ack");
      ada.delete(member).is(204);
      assertEquals("topic-lost", one.next("error").getString("code"));
      assertEquals(4403, one.closed());
      assertEquals("topic-lost", two.next("error").getString("code"));
      two.say(JsonObject.of("type", "ping")).next("pong");
    }
  }

  @Test
  void aCourseThatBecomesPrivateIsTakenAwayAtOnce() {
    Person bob = Person.signedUp(api);
    JsonObject open = JsonObject.of("title", "Open " + UUID.randomUUID(), "visibility", "public");
    String slug = ada.post("/courses", open).is(201).json().getString("slug");
    try (LiveClient client = LiveClient.of(bob)) {
      client.subscribe("course:" + slug).next("ack");
      JsonObject hidden = JsonObject.of("visibility", "private");
      ada.patch("/courses/" + slug, hidden, "If-Match", "*").is(200);
      assertEquals("topic-lost", client.next("error").getString("code"));
      assertEquals(4403, client.closed());
    }
  }
}
