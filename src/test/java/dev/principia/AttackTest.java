package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.Contract;
import dev.principia.contract.Operation;
import dev.principia.fuzz.Corpus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody tries who means harm, and what comes of it: nothing. What is refused already as
/// unreadable is in [HostileInputTest], whose right is whose in the matrices, and whatever nobody
/// thought of in [FuzzTest].
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class AttackTest {
  private static final Contract CONTRACT = Contract.load(Set.of("lab"));
  private static final String NOTE = NotesApiTest.NOTE;
  private static final JsonObject NOTHING = new JsonObject();

  private final Server server;
  private final Api api;
  private final Person ada;
  private final Person eve;

  AttackTest(Server server) {
    Server.EVENT_LOOP.api(); // works on the jobs of both
    this.server = server;
    this.api = server.api();
    this.ada = Person.signedUp(api);
    this.eve = Person.signedUp(api);
  }

  @Test
  @Proves("22.2")
  void noOperationTakesAMemberThatItDoesNotKnow() {
    Person root = AdminApiTest.administrator(api);
    int cases = 0;
    for (Operation operation : CONTRACT.operations()) {
      if (!operation.bodies().containsKey("application/json")) {
        continue;
      }
      for (String member : List.of("role", "ownerId", "accountId", "isAdmin", "__proto__")) {
        Api.Answer answer = forged(operation, member, root);
        boolean known = !answer.text().contains("\"/" + member + "\"");
        assertTrue(
            Set.of(400, 422).contains(answer.status()), () -> operation.id() + " " + answer.text());
        assertFalse(known && !member.equals("role"), () -> operation.id() + " takes " + member);
        cases++;
      }
    }
    assertTrue(cases >= 75, "cases: " + cases);
    assertEquals("learner", roleOf(ada));
  }

  private Api.Answer forged(Operation operation, String member, Person root) {
    String path = operation.path().replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
    String body = JsonObject.of(member, JsonObject.of("role", "admin"), "x", 1).encode();
    return api.send(
        operation.method(),
        Api.V1 + path,
        BodyPublishers.ofString(body),
        root.signed("Content-Type", "application/json", "If-Match", "*"));
  }

  private static String roleOf(Person person) {
    return AccountsApiTest.text("select role as text from accounts where id = $1", person.id());
  }

  @Test
  @Proves("5.8")
  void whatBelongsToSomebodyElseIsNotThere() {
    UUID note = NotesApiTest.id(NotesApiTest.written(ada, NotesApiTest.caching()));
    String key =
        ada.post(
                "/api-keys",
                JsonObject.of("name", "Mine", "scopes", new JsonArray().add("notes:read")))
            .is(201)
            .json()
            .getString("id");
    String session =
        ada.get("/sessions").is(200).json().getJsonArray("items").getJsonObject(0).getString("id");
    for (String path :
        List.of("/notes/" + note, "/notes/" + note + "/revisions", "/notes/" + note + "/sharing")) {
      eve.get(path).problem(404, "not-found");
    }
    eve.post("/notes/" + note + "/revisions/1/restore", NOTHING, "If-Match", "*")
        .problem(404, "not-found");
    eve.put("/notes/" + note + "/sharing", JsonObject.of("visibility", "link"), "If-Match", "*")
        .problem(404, "not-found");
    eve.delete("/api-keys/" + key).problem(404, "not-found");
    eve.delete("/sessions/" + session).problem(404, "not-found");
    ada.delete(NOTE, "If-Match", "*").is(204);
    eve.post("/trash/" + note + "/restore", NOTHING).problem(404, "not-found");
    assertTrue(eve.get("/trash").is(200).json().getJsonArray("items").isEmpty());
    ada.me().is(200);
    ada.post("/trash/" + note + "/restore", NOTHING).is(200);
  }

  @Test
  void noSharingTokenIsGuessed() {
    UUID note = NotesApiTest.id(NotesApiTest.written(ada, NOTHING));
    String url =
        ada.put("/notes/" + note + "/sharing", JsonObject.of("visibility", "link"))
            .is(200)
            .json()
            .getString("url");
    String token = url.substring(url.lastIndexOf('/') + 1);
    for (String other :
        List.of(
            note.toString(),
            token.substring(1),
            token.toUpperCase(java.util.Locale.ROOT),
            token + "A",
            "-" + token.substring(1))) {
      api.get(Api.V1 + "/shared/" + other).problem(404, "not-found");
    }
  }

  @Test
  void aStatementIsNeverMadeOfWhatWasSent() {
    Person root = AdminApiTest.administrator(api);
    Instant begun = Instant.now();
    String before = accounts(begun);
    int cases = 0;
    for (Operation operation : CONTRACT.operations()) {
      for (String parameter : texts(operation)) {
        for (String attack : Corpus.SQL) {
          long start = System.nanoTime();
          Api.Answer answer =
              root.get(
                  operation.path()
                      + "?"
                      + parameter
                      + "="
                      + URLEncoder.encode(attack, StandardCharsets.UTF_8));
          long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
          assertTrue(Set.of(200, 400, 404, 422).contains(answer.status()), answer::text);
          assertTrue(seconds < 4, operation.id() + " " + attack);
          assertTrue(
              answer.status() != 200 || answer.json().getJsonArray("items").isEmpty(),
              () -> operation.id() + " " + parameter + "=" + attack + ": " + answer.text());
          cases++;
        }
      }
    }
    assertTrue(cases >= 80, "cases: " + cases);
    assertEquals(before, accounts(begun));
  }

  /// The parameters of a list that are compared with what is stored.
  private static List<String> texts(Operation operation) {
    List<String> names = new ArrayList<>();
    JsonObject json =
        CONTRACT.json().getJsonObject("paths").getJsonObject(operation.path()).getJsonObject("get");
    boolean list = operation.method().equals("GET") && !operation.path().contains("{");
    for (Object each : list ? json.getJsonArray("parameters", new JsonArray()) : new JsonArray()) {
      String name = ((JsonObject) each).getString("$ref", "").replaceAll(".*/", "");
      JsonObject parameter =
          CONTRACT
              .json()
              .getJsonObject("components")
              .getJsonObject("parameters")
              .getJsonObject(name, NOTHING);
      if (Set.of("q", "tag", "course", "account", "event", "cursor", "sort", "fields")
          .contains(parameter.getString("name", ""))) {
        names.add(parameter.getString("name"));
      }
    }
    return names;
  }

  /// How many accounts of then are still what they were: others may be made meanwhile.
  private static String accounts(Instant then) {
    return AccountsApiTest.text(
        "select count(*)::text as text from accounts where created_at <= $1 and role = 'learner'",
        then.atOffset(ZoneOffset.UTC));
  }

  @Test
  @Proves("22.6")
  void textsThatMeanSomethingElsewhereAreKeptAsTextsAndNeverBecomeHeaders() {
    List<List<String>> texts = List.of(Corpus.TEMPLATES, Corpus.MARKUP, Corpus.PLACES, Corpus.SQL);
    for (String text : texts.stream().flatMap(List::stream).toList()) {
      Api.Answer course = ada.post("/courses", JsonObject.of("title", text));
      assertTrue(Set.of(201, 422).contains(course.status()), course::text);
      if (course.status() == 201) {
        String path = course.need("Location").substring(Api.V1.length());
        assertTrue(path.matches("/courses/[a-z0-9-]+"), path);
        assertEquals(text.strip(), ada.get(path).is(200).json().getString("title"));
        Api.Answer outline = ada.get(path, "Accept", "text/markdown").is(200);
        assertFalse(outline.header("Content-Disposition").orElse("").contains(text), text);
      }
    }
    for (String text : Corpus.HEADERS) {
      Api.Answer named = ada.patch("/me", JsonObject.of("name", text), "If-Match", "*");
      assertTrue(Set.of(200, 422).contains(named.status()), named::text);
      assertTrue(named.header("X-Injected").isEmpty());
      Api.Answer course = ada.post("/courses", JsonObject.of("title", text));
      assertTrue(course.header("X-Injected").isEmpty());
      String asked = URLEncoder.encode(text, StandardCharsets.UTF_8);
      assertTrue(api.get(Api.V1 + "/courses?tag=" + asked).header("X-Injected").isEmpty());
    }
  }

  @Test
  @Proves("22.5")
  void aPackedBodyIsRefusedBeforeItIsUnpacked() {
    Person root = AdminApiTest.administrator(api);
    for (Operation operation : CONTRACT.operations()) {
      if (!operation.bodies().isEmpty()) {
        String path = operation.path().replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
        Api.Answer refused =
            api.send(
                operation.method(),
                Api.V1 + path,
                BodyPublishers.ofByteArray(new byte[100]),
                root.signed(
                    "Content-Type",
                    operation.bodies().keySet().iterator().next(),
                    "Content-Encoding",
                    "gzip"));
        assertEquals(
            "identity", refused.problem(415, "unsupported-media-type").need("Accept-Encoding"));
      }
    }
  }

  @Test
  @Proves("22.5")
  void tenThousandOfAnythingIsRefused() {
    String ten =
        IntStream.range(0, 10_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    assertEquals(414, ask("GET /api/v1/courses?" + ten + " HTTP/1.1", "Host: principia"));
    String[] lines = new String[10_001];
    lines[0] = "GET /api/v1/courses HTTP/1.1";
    IntStream.range(1, lines.length).forEach(i -> lines[i] = "X-" + i + ": 1");
    assertEquals(431, ask(lines));
    assertEquals(
        431,
        ask("GET /api/v1/courses HTTP/1.1", "Host: principia", "X-Long: " + "x".repeat(64_000)));
    assertEquals(
        431,
        ask(
            "GET /api/v1/courses HTTP/1.1",
            "Host: principia",
            "Cookie: " + "a=b; ".repeat(10_000)));
    JsonObject wide = JsonObject.of("title", "Wide");
    JsonArray tags = new JsonArray();
    IntStream.range(0, 10_000).forEach(i -> tags.add("tag" + i));
    ada.post("/courses", wide.put("tags", tags)).problem(422, "invalid-request");
    api.get(Api.V1 + "/courses").is(200);
  }

  private int ask(String... lines) {
    return Wire.ask(server.port(), Wire.head(lines)).status();
  }

  @Test
  void whereToTellOfAWeaknessIsSaid() {
    Api.Answer text = api.get("/.well-known/security.txt").is(200);
    assertEquals("text/plain; charset=utf-8", text.need("Content-Type"));
    assertTrue(text.text().startsWith("Contact: mailto:security@localhost\n"), text::text);
    assertTrue(text.text().matches("(?s).*\nExpires: 20[0-9-]{8}T[0-9:]{8}Z\n.*"), text::text);
    assertTrue(text.header("Server").isEmpty());
  }

  /// Besides the log of what happened, which only grows, and names nobody.
  @Test
  @Proves("22.10")
  void whoeverLeavesTakesEverythingWithThem() {
    Person gone = Person.signedUp(api);
    NotesApiTest.written(gone, NotesApiTest.caching());
    gone.post(
            "/api-keys", JsonObject.of("name", "Mine", "scopes", new JsonArray().add("notes:read")))
        .is(201);
    assertTrue(ExportApiTest.export(gone).text().contains("Hit ratio"));
    gone.delete("/me", "If-Match", "*").is(204);
    assertEquals(Set.of("audit_log", "events"), left(gone.id().toString()));
    assertEquals(Set.of(), left(gone.email()));
  }

  /// Tables in which some row still holds the text.
  private static Set<String> left(String text) {
    Set<String> tables = new TreeSet<>();
    String all =
        AccountsApiTest.text(
            """
            select string_agg(relname, ' ' order by relname) as text from pg_class
             where relkind in ('r', 'p') and not relispartition and $1 <> ''
               and relnamespace = 'public'::regnamespace
            """,
            text);
    for (String table : all.split(" ", -1)) {
      String found =
          AccountsApiTest.text(
              "select (count(*) > 0)::text as text from " + table + " t where t::text like $1",
              "%" + text + "%");
      if (found.equals("true")) {
        tables.add(table);
      }
    }
    return tables;
  }

  /// From sixty-four bits of addresses, which is what one household has.
  @Test
  @Proves("22.7")
  void onePasswordForManyAccountsUsesUpWhatAnAddressMayTryAndIsSeen() {
    Map<String, String> limited =
        Map.of(
            "trusted-proxies", "127.0.0.1",
            "rate-limits", "on",
            "rate-per-address", "50000",
            "rate-per-caller", "50000");
    String household = "2001:db8:1:%x::".formatted(server.port());
    try (App app = server.another(limited)) {
      Api there = Api.on(app.port());
      int tried = 0;
      while (sprayed(there, household + Integer.toHexString(++tried)).status() == 401) {
        assertTrue(tried <= 61, "more than thirty a minute");
      }
      assertTrue(tried > 30, "tries: " + tried);
      String meters = Api.on(app.managementPort()).get("/metrics").text();
      assertTrue(meters.contains("sign_ins_exhausted_total{budget=\"sign-in address\"}"), meters);
    }
  }

  private static Api.Answer sprayed(Api there, String address) {
    JsonObject guess =
        JsonObject.of("email", AccountsApiTest.freshEmail(), "password", "Summer-2026-Winter");
    return there.post(Person.SESSIONS, guess, "X-Forwarded-For", address);
  }
}
