package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The sessions of browsers, as a browser would use them.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class CookieSessionsTest {
  private static final String SIGN_IN = Person.SESSIONS + "?cookie=true";

  private final Server server;
  private final Api api;
  private final Person ada;

  CookieSessionsTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  /// What a browser keeps of a sign-in.
  private record Browser(String cookie, String csrf) {
    String[] reading() {
      return new String[] {"Cookie", "theme=dark; " + cookie};
    }

    String[] changing(String site, String token) {
      return new String[] {"Cookie", cookie, "Sec-Fetch-Site", site, "X-CSRF-Token", token};
    }

    String[] changing() {
      return changing("same-origin", csrf);
    }
  }

  private Browser signIn() {
    Api.Answer opened = api.post(SIGN_IN, credentials()).is(201);
    return new Browser(cookies(opened).getFirst(), opened.json().getString("csrfToken"));
  }

  private JsonObject credentials() {
    return JsonObject.of("email", ada.email(), "password", Person.PASSWORD);
  }

  /// The cookies that an answer sets, without their attributes.
  private static List<String> cookies(Api.Answer answer) {
    return setCookies(answer).stream().map(each -> each.substring(0, each.indexOf(';'))).toList();
  }

  private static List<String> setCookies(Api.Answer answer) {
    return answer.response().headers().allValues("Set-Cookie");
  }

  @Test
  @Proves("5.2")
  void aBrowserGetsACookieThatScriptsCannotReadAndSignsOutEverywhere() {
    Api.Answer opened = api.post(SIGN_IN, credentials()).is(201);
    String sid = setCookies(opened).getFirst();
    assertTrue(sid.startsWith("__Host-sid=rt_"), sid);
    assertTrue(sid.contains("; Path=/; "), sid);
    assertTrue(sid.endsWith("; Secure; HttpOnly; SameSite=Lax"), sid);
    assertFalse(opened.json().containsKey("accessToken"), opened::text);
    assertFalse(opened.json().containsKey("refreshToken"), opened::text);
    assertEquals("no-store", opened.need("Cache-Control"));

    Browser first = new Browser(cookies(opened).getFirst(), opened.json().getString("csrfToken"));
    assertEquals("__Host-csrf=" + first.csrf(), cookies(opened).get(1));
    Browser second = signIn();
    assertNotEquals(first.cookie(), second.cookie());
    assertEquals(
        ada.email(), api.get(Person.ME, first.reading()).is(200).json().getString("email"));
    Api.Answer devices = api.get(Person.SESSIONS, first.reading()).is(200);
    assertEquals(3, devices.json().getJsonArray("items").size());

    Api.Answer out = api.delete(Person.SESSIONS, second.changing()).is(204);
    assertTrue(setCookies(out).getFirst().startsWith("__Host-sid=; Path=/; Max-Age=0;"));
    Api.Answer refused = api.get(Person.ME, first.reading()).problem(401, "unauthenticated");
    assertTrue(setCookies(refused).getFirst().startsWith("__Host-sid=; Path=/; Max-Age=0;"));
  }

  @Test
  void signingOutHereTakesEffectOnTheOtherServerWithinASecond() {
    Browser browser = signIn();
    Server elsewhere = server == Server.EVENT_LOOP ? Server.PLATFORM : Server.EVENT_LOOP;
    Api other = elsewhere.api();
    other.get(Person.ME, browser.reading()).is(200);
    api.delete(Person.SESSIONS + "/current", browser.changing()).is(204);
    api.get(Person.ME, browser.reading()).is(401);
    Until.within(
        java.time.Duration.ofMillis(1500),
        "the other server refuses the cookie",
        () -> other.get(Person.ME, browser.reading()).status() == 401);
  }

  @Test
  @Proves("7.4")
  void aChangeMustComeFromAPageOfThisSite() {
    Browser browser = signIn();
    JsonObject name = JsonObject.of("name", "Countess");
    for (String[] forged :
        List.of(
            browser.changing("cross-site", browser.csrf()),
            browser.changing("same-site", browser.csrf()),
            browser.changing("same-origin", signIn().csrf()),
            browser.changing("same-origin", "x"),
            browser.reading())) {
      api.patch(Person.ME, name, with(forged, "If-Match", "*")).problem(403, "cross-site-request");
    }
    ada.patch("/me", name, "If-Match", "*", "Sec-Fetch-Site", "cross-site").is(200);
    api.patch(Person.ME, name, with(browser.changing(), "If-Match", "*")).is(200);
    // A cookie comes uninvited with whatever else the request presents.
    ada.patch("/me", name, "If-Match", "*", "Cookie", browser.cookie()).is(200);
  }

  private static String[] with(String[] headers, String name, String value) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = name;
    all[headers.length + 1] = value;
    return all;
  }

  @Test
  void noOtherSiteCanSignABrowserIn() {
    api.post(SIGN_IN, credentials(), "Sec-Fetch-Site", "cross-site")
        .problem(403, "cross-site-request");
    api.post(Person.SESSIONS, credentials(), "Sec-Fetch-Site", "cross-site").is(201);
    assertEquals(
        List.of("Sec-Fetch-Site unknown-value"),
        api.post(SIGN_IN, credentials(), "Sec-Fetch-Site", "elsewhere").is(422).defects());
  }

  @Test
  void acrossTheNetworkABrowserSignsInByHttpsOnly() {
    String body = credentials().encode();
    try (Wire wire = new Wire(server.port())) {
      wire.send(
          "POST "
              + SIGN_IN
              + " HTTP/1.1\r\nHost: notes.example.org\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      wire.read().problem(403, "secure-transport-required");
    }
  }

  @Test
  @Proves("6.2")
  void aBadCookieIsRefusedByItsName() {
    Browser browser = signIn();
    String last = browser.cookie().substring(0, browser.cookie().length() - 2);
    for (String bad :
        List.of(
            "__Host-sid=",
            "__Host-sid=junk",
            last + "xx",
            browser.cookie() + "; " + browser.cookie(),
            "__Host-sid=" + ada.session().getString("refreshToken"))) {
      Api.Answer refused = api.get(Person.ME, "Cookie", bad).problem(401, "unauthenticated");
      assertTrue(refused.json().getString("detail").contains("`__Host-sid`"), refused::text);
    }
    api.get(Person.ME, "Cookie", "x__Host-sid=junk; =; ;;").problem(401, "unauthenticated");
    api.get(Api.V1 + "/courses", "Cookie", "other=1; \"x\"").is(200);
  }

  @Test
  void aCookieIsNoRefreshToken() {
    String cookie = signIn().cookie();
    String token = cookie.substring(cookie.indexOf('=') + 1);
    api.post(Person.SESSIONS + "/refresh", JsonObject.of("refreshToken", token))
        .problem(401, "unauthenticated");
    api.get(Person.ME, "Cookie", cookie).is(200);
  }
}
