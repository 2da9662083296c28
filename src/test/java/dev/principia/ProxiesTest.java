package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whose word counts for the client's address. The address that sessions show is the one of the log
/// and of every limit.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ProxiesTest {
  private final Server server;

  ProxiesTest(Server server) {
    this.server = server;
  }

  @Test
  @Proves("1.6")
  void withoutAProxyNobodyChoosesAnAddress() {
    Person ada = Person.signedUp(server.api());
    assertEquals("127.0.0.1", seen(server.api(), ada, "X-Forwarded-For", "1.2.3.4"));
    assertEquals("127.0.0.1", seen(server.api(), ada, "Forwarded", "for=1.2.3.4"));
  }

  @Test
  @Proves("1.6")
  void aTrustedProxyNamesTheClientAndNobodyBehindItDoes() {
    Map<String, String> settings =
        Map.of("trusted-proxies", "127.0.0.1, 10.0.0.0/8, 2001:db8::/32");
    try (App app = server.another(settings)) {
      Api api = Api.on(app.port());
      Person ada = Person.signedUp(api);
      assertEquals("203.0.113.7", seen(api, ada, "X-Forwarded-For", "203.0.113.7"));
      assertEquals("203.0.113.7", seen(api, ada, "X-Forwarded-For", "1.2.3.4, 203.0.113.7"));
      assertEquals("1.2.3.4", seen(api, ada, "X-Forwarded-For", "6.6.6.6,1.2.3.4 , 10.1.2.3"));
      assertEquals("10.9.9.9", seen(api, ada, "X-Forwarded-For", "10.9.9.9, 10.1.2.3"));
      assertEquals(
          "2001:db9:0:0:0:0:0:1",
          seen(api, ada, "Forwarded", "for=1.2.3.4, For=\"[2001:db9::1]:4711\";proto=https"));
      assertEquals("203.0.113.7", seen(api, ada, "Forwarded", "proto=http;for=203.0.113.7:80"));
      for (String nobody : new String[] {"unknown", "_hidden", "", "1.2.3", "evil.example"}) {
        assertEquals("127.0.0.1", seen(api, ada, "X-Forwarded-For", nobody), nobody);
      }
      assertEquals("10.1.2.3", seen(api, ada, "X-Forwarded-For", "junk, 10.1.2.3"));
      assertEquals(
          "127.0.0.1",
          seen(api, ada, "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=6.6.6.6"));
      assertEquals(
          "203.0.113.7",
          seen(api, ada, "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=203.0.113.7"));
    }
  }

  @Test
  void aProxyThatSpeaksHttpsMakesCookiesPossible() {
    try (App app = server.another(Map.of("trusted-proxies", "127.0.0.0/8"))) {
      Person ada = Person.signedUp(Api.on(app.port()));
      String body = JsonObject.of("email", ada.email(), "password", Person.PASSWORD).encode();
      assertEquals(201, signIn(app.port(), body, "X-Forwarded-Proto: https"));
      assertEquals(403, signIn(app.port(), body, "X-Forwarded-Proto: http"));
    }
  }

  private static int signIn(int port, String body, String header) {
    try (Wire wire = new Wire(port)) {
      wire.send(
          "POST /api/v1/sessions?cookie=true HTTP/1.1\r\nHost: notes.example.org\r\n"
              + "X-Forwarded-For: 203.0.113.7\r\n"
              + header
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      return wire.read().status();
    }
  }

  /// The address of a sign-in that comes with these headers.
  private static String seen(Api api, Person person, String... headers) {
    JsonObject who = JsonObject.of("email", person.email(), "password", Person.PASSWORD);
    JsonObject session = api.post(Person.SESSIONS, who, headers).is(201).json();
    JsonObject devices =
        api.get(Person.SESSIONS, "Authorization", "Bearer " + session.getString("accessToken"))
            .is(200)
            .json();
    return devices.getJsonArray("items").getJsonObject(0).getString("address");
  }
}
