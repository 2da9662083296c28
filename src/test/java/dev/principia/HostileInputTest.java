package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is sent, it is refused as what it is, nothing is stored, and the next one is served.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class HostileInputTest {
  private static final String ACCOUNTS = Api.V1 + "/accounts";
  private static final String COURSES = Api.V1 + "/courses";

  private final Server server;
  private final Api api;
  private long accounts;

  HostileInputTest(Server server) {
    this.server = server;
    this.api = server.api();
  }

  @BeforeEach
  void count() {
    accounts = accounts();
  }

  @AfterEach
  void nothingWasStoredAndTheServerStillAnswers() {
    assertEquals(accounts, accounts());
    api.get(COURSES).is(200);
  }

  private static long accounts() {
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      return database
          .db()
          .work(
              tx ->
                  tx.only(
                      Query.of(
                          "select count(*) as n from accounts", row -> row.get(Long.class, "n"))));
    }
  }

  @Test
  @Proves("4.1")
  void whatIsNotTheJsonThatWeTakeIsUnreadable() {
    unreadable("malformed-json", "{\"email\": ");
    unreadable("malformed-json", "{\"email\": NaN}");
    unreadable("malformed-json", "{\"email\": 1 /* comment */}");
    unreadable("malformed-json", "\uFEFF{}");
    unreadable("trailing-bytes", "{} {}");
    unreadable("duplicate-member", "{\"email\": \"a\", \"email\": \"b\"}");
    unreadable("invalid-encoding", "{\"email\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1));
    unreadable("invalid-encoding", "{}".getBytes(StandardCharsets.UTF_16LE));
    unreadable("lone-surrogate", "{\"email\": \"\\ud800\"}");
    unreadable("nul-character", "{\"email\": \"\\u0000\"}");
    unreadable("too-deep", "[".repeat(100_000) + "]".repeat(100_000));
    unreadable("too-deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
    unreadable("number-too-long", "{\"email\": 1e999999999}");
    unreadable("number-too-long", "{\"email\": " + "9".repeat(100_000) + "}");
    unreadable("empty", "");
    unreadable("empty", " \n");
  }

  private void unreadable(String code, String body) {
    unreadable(code, body.getBytes(StandardCharsets.UTF_8));
  }

  private void unreadable(String code, byte[] body) {
    Api.Answer refused = post(BodyPublishers.ofByteArray(body)).problem(400, "malformed-request");
    JsonObject defect = refused.json().getJsonArray("errors").getJsonObject(0);
    assertEquals(code, defect.getString("code"), refused::text);
    String detail = defect.getString("detail");
    assertTrue(detail.matches("(?s).*\\(byte [0-9]+\\)"), detail);
  }

  private Api.Answer post(BodyPublisher body) {
    return api.send("POST", ACCOUNTS, body, "Content-Type", "application/json");
  }

  @Test
  void jsonThatIsNoObjectIsRefused() {
    for (String body : List.of("null", "[]", "[{}]", "\"text\"", "true", "1")) {
      assertEquals(
          List.of(" not-an-object"),
          post(BodyPublishers.ofString(body)).problem(422, "invalid-request").defects());
    }
  }

  @Test
  @Proves("4.2")
  void anUnknownMemberIsNamed() {
    JsonObject account = AccountsApiTest.account(AccountsApiTest.freshEmail());
    account.put("role", "admin").put("a/b~c", 1);
    List<String> defects = api.post(ACCOUNTS, account).problem(422, "invalid-request").defects();
    assertEquals(List.of("/a~1b~0c unknown-member", "/role unknown-member"), defects);
  }

  @Test
  void ofManyDefectsOnlyTheFirstHundredAreNamed() {
    JsonObject account = AccountsApiTest.account(AccountsApiTest.freshEmail());
    IntStream.range(0, 50_000).forEach(i -> account.put("m" + i, 1));
    Api.Answer refused = api.post(ACCOUNTS, account).problem(422, "invalid-request");
    assertEquals(100, refused.defects().size());
    assertTrue(refused.json().getString("detail").startsWith("50000 defects"), refused::text);
  }

  @Test
  void aLongTextIsMeasuredAndNotMore() {
    JsonObject account = AccountsApiTest.account("a".repeat(1_000_000));
    List<String> defects = api.post(ACCOUNTS, account).problem(422, "invalid-request").defects();
    assertEquals(1, defects.size());
    assertTrue(defects.getFirst().startsWith("/email "), defects::toString);
  }

  @Test
  @Proves("4.1")
  void aBodyBeyondTheLimitIsRefusedWithAndWithoutItsLength() {
    byte[] large = ("{\"email\": \"" + "a".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8);
    post(BodyPublishers.ofByteArray(large)).problem(413, "content-too-large");
    String chunked = "%x\r\n".formatted(large.length) + new String(large, StandardCharsets.UTF_8);
    String head =
        Wire.head(
            "POST " + ACCOUNTS + " HTTP/1.1",
            "Host: principia",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked");
    try (Wire wire = new Wire(server.port())) {
      Wire.Answer refused = wire.send(head + chunked + "\r\n0\r\n\r\n").read();
      assertEquals("close", refused.problem(413, "content-too-large").header("Connection").get());
      assertTrue(wire.isClosed());
    }
  }

  @Test
  @Proves("3.3")
  void aHostilePathIsRefusedAndLeadsNowhereElse() {
    for (String path :
        List.of(
            "/%00",
            "/lessons/%00",
            "/a%2Fb",
            "/a%2fb/lessons/1",
            "/../accounts",
            "/./x",
            "/%2e%2e/accounts",
            "//x",
            "/a\\b",
            "/a%5Cb",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "/%c0%af",
            "/%ed%a0%80",
            "/\u00c3\u00a9",
            "/\u00ff",
            "/\u0001",
            "/x;y=z",
            "/x/lessons/1;2",
            "/x#y",
            "/\"<script>",
            "/%0d%0aSet-Cookie:a=b",
            "/' or 1=1",
            "/" + "a".repeat(101),
            "?cursor=x#y",
            "?cursor=\u00c3\u00a9")) {
      Wire.Answer refused = get(COURSES + path).problem(400, "malformed-request");
      assertTrue(refused.header("Set-Cookie").isEmpty(), path);
    }
    get("/..").problem(400, "malformed-request");
    get("//evil.example/").problem(400, "malformed-request");
    get("api/v1/courses").problem(400, "malformed-request");
    get("*").problem(400, "malformed-request");
    get(COURSES + ";x=y").problem(404, "not-found");
    get(COURSES + "/a/b/c/d").problem(404, "not-found");
    get(Api.V1).problem(404, "not-found");
  }

  private Wire.Answer get(String target) {
    return Wire.ask(server.port(), Wire.head("GET " + target + " HTTP/1.1", "Host: principia"));
  }

  @Test
  void aFullUrlInTheRequestLineIsItsPath() {
    assertEquals(200, get("http://principia" + COURSES + "?limit=1").status());
    assertEquals(200, get("http://other.example" + COURSES).status());
    get("http://principia").problem(404, "not-found");
  }

  @Test
  @Proves("2.9")
  void aLongAddressIsRefused() {
    assertEquals(404, get("/" + "a".repeat(8_000)).status());
    get("/" + "a".repeat(10_000)).problem(414, "uri-too-long");
    get(COURSES + "?cursor=" + "a".repeat(10_000)).problem(414, "uri-too-long");
    Wire.Answer longest = get("/" + "a".repeat(20_000)).problem(414, "uri-too-long");
    assertEquals("close", longest.header("Connection").get());
  }

  @Test
  void manyParametersGetAShortAnswer() {
    String many =
        IntStream.range(0, 1_300).mapToObj(i -> "p" + i + "=").collect(Collectors.joining("&"));
    Api.Answer refused = api.get(COURSES + "?" + many).problem(422, "invalid-request");
    assertEquals(100, refused.defects().size());
    api.get(COURSES + "?" + "&".repeat(8_000)).is(200);
    api.get(COURSES + "?" + "limit=1&".repeat(900)).problem(400, "malformed-request");
  }

  @Test
  void aCursorThatNobodyGaveIsUnreadable() {
    for (String cursor :
        List.of(
            "x", "AAAA", "%00", "..%2f..", "a".repeat(1_536), "bnVsbA", "W10", "%F0%9F%98%80")) {
      api.get(COURSES + "?cursor=" + cursor).problem(400, "malformed-request");
    }
    api.get(COURSES + "?cursor=" + "a".repeat(1_537)).problem(422, "invalid-request");
    api.get(COURSES + "?cursor=").problem(422, "invalid-request");
  }
}
