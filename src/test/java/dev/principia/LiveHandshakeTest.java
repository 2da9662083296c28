package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the live feed is opened: what RFC 6455 asks of it, and who may.
final class LiveHandshakeTest {
  private static final Api EVENT_LOOP = Server.EVENT_LOOP.api();

  private final Person ada = Person.signedUp(EVENT_LOOP);

  @Test
  @Proves("26.1")
  void theKeyOfTheSpecificationIsAnsweredAsItSays() {
    Wire.Answer answer = open(Server.EVENT_LOOP.port(), LiveClient.ticket(ada));
    assertEquals(101, answer.status());
    assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer.header("Sec-WebSocket-Accept").orElse(""));
    assertEquals(LiveClient.PROTOCOL, answer.header("Sec-WebSocket-Protocol").orElse(""));
    assertEquals(36, answer.header("X-Request-Id").orElse("").length());
  }

  @Test
  void messagesAreCompressedForThoseWhoAsk() {
    String offer = "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover";
    Wire.Answer answer = open(Server.EVENT_LOOP.port(), LiveClient.ticket(ada), offer);
    String extensions = answer.header("Sec-WebSocket-Extensions").orElse("");
    assertTrue(extensions.startsWith("permessage-deflate"), extensions);
    assertTrue(extensions.contains("client_no_context_takeover"), extensions);
  }

  @Test
  @Proves("26.1")
  void aTicketIsGoodForOneConnectionOnly() {
    String ticket = LiveClient.ticket(ada);
    try (LiveClient first = LiveClient.at(EVENT_LOOP, ticket)) {
      first.subscribe("account").next("ack");
      open(Server.EVENT_LOOP.port(), ticket).problem(401, "unauthenticated");
    }
  }

  @Test
  void aTicketThatIsTooOldOrMadeUpIsRefused() {
    String ticket = LiveClient.ticket(ada);
    AccountsApiTest.text(
        "update live_tickets set expires_at = now() where account_id = $1 returning 'x' as text",
        ada.id());
    open(Server.EVENT_LOOP.port(), ticket).problem(401, "unauthenticated");
    open(Server.EVENT_LOOP.port(), "A".repeat(43)).problem(401, "unauthenticated");
  }

  @Test
  void onlyTheHashOfATicketIsStored() {
    String ticket = LiveClient.ticket(ada);
    String stored =
        AccountsApiTest.text(
            "select encode(hash, 'escape') as text from live_tickets where account_id = $1",
            ada.id());
    assertTrue(!stored.contains(ticket), stored);
  }

  @Test
  void theTicketOfASessionThatHasEndedOpensNothing() {
    Person phone = ada.again();
    String ticket = LiveClient.ticket(phone);
    phone.delete("/sessions/current").is(204);
    open(Server.EVENT_LOOP.port(), ticket).problem(401, "unauthenticated");
  }

  @Test
  @Proves("26.1")
  void aPageOfAnotherSiteMayNotConnectUnlessItsOriginIsAllowed() {
    String own = "Origin: http://principia.test";
    String foreign = "Origin: https://evil.example.org";
    String friend = "Origin: https://app.example.org";
    String ticket = LiveClient.ticket(ada);
    open(Server.EVENT_LOOP.port(), ticket, foreign).problem(403, "foreign-origin");
    open(Server.EVENT_LOOP.port(), ticket, friend).problem(403, "foreign-origin");
    assertEquals(101, open(Server.EVENT_LOOP.port(), ticket, own).status());
    Map<String, String> allowing = Map.of("allowed-origins", "https://app.example.org");
    try (App app = Server.EVENT_LOOP.another(allowing)) {
      String other = LiveClient.ticket(ada);
      open(app.port(), other, foreign).problem(403, "foreign-origin");
      assertEquals(101, open(app.port(), other, friend).status());
    }
  }

  @Test
  void whatIsNoHandshakeIsToldWhatIsSpokenHere() {
    String path = "/live?ticket=" + LiveClient.ticket(ada);
    Api.Answer plain = EVENT_LOOP.get(Api.V1 + path).problem(426, "upgrade-required");
    assertEquals("websocket", plain.need("Upgrade"));
    List<String> old = lines("x");
    old.replaceAll(line -> line.replace("Version: 13", "Version: 8"));
    Wire.Answer answer = Wire.ask(Server.EVENT_LOOP.port(), Wire.head(old.toArray(new String[0])));
    assertEquals(
        "13", answer.problem(426, "upgrade-required").header("Sec-WebSocket-Version").get());
    List<String> shortKey = lines("x");
    shortKey.replaceAll(line -> line.replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ="));
    Wire.ask(Server.EVENT_LOOP.port(), Wire.head(shortKey.toArray(new String[0])))
        .problem(400, "malformed-request");
    List<String> chat = lines("x");
    chat.replaceAll(line -> line.replace(LiveClient.PROTOCOL, "chat"));
    Wire.ask(Server.EVENT_LOOP.port(), Wire.head(chat.toArray(new String[0])))
        .problem(400, "malformed-request");
  }

  @Test
  void theBlockingServerGivesTicketsAndNamesTheOtherServer() {
    Api blocking = Server.PLATFORM.api();
    String ticket = LiveClient.ticket(ada.at(blocking));
    blocking.get(Api.V1 + "/live?ticket=" + ticket).problem(501, "not-on-this-server");
    open(Server.PLATFORM.port(), ticket).problem(501, "not-on-this-server");
    try (LiveClient client = LiveClient.at(EVENT_LOOP, ticket)) {
      client.subscribe("account").next("ack");
    }
  }

  @Test
  void thereIsRoomForSoManyConnectionsOnly() {
    Map<String, String> small = Map.of("live-per-account", "1", "live-connections", "2");
    try (App app = Server.EVENT_LOOP.another(small)) {
      Person bob = Person.signedUp(EVENT_LOOP);
      Api api = Api.on(app.port());
      try (LiveClient one = LiveClient.of(ada.at(api))) {
        open(app.port(), LiveClient.ticket(ada)).problem(503, "overloaded");
        try (LiveClient other = LiveClient.of(bob.at(api))) {
          Person eve = Person.signedUp(EVENT_LOOP);
          open(app.port(), LiveClient.ticket(eve)).problem(503, "overloaded");
          other.subscribe("account").next("ack");
        }
        one.subscribe("account").next("ack");
      }
    }
  }

  @Test
  void theAnswerThatHoldsATicketIsKeptNowhere() {
    JsonObject none = new JsonObject();
    assertEquals("no-store", ada.post("/live/tickets", none).is(201).need("Cache-Control"));
  }

  private static Wire.Answer open(int port, String ticket, String... more) {
    List<String> lines = lines(ticket);
    lines.addAll(Arrays.asList(more));
    return Wire.ask(port, Wire.head(lines.toArray(new String[0])));
  }

  /// The example of RFC 6455, 1.3.
  private static List<String> lines(String ticket) {
    return new ArrayList<>(
        List.of(
            "GET /api/v1/live?ticket=" + ticket + " HTTP/1.1",
            "Host: principia.test",
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: " + LiveClient.PROTOCOL));
  }
}
