package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.BlockingPool;
import dev.principia.db.Migrations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What administrators see and do.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class AdminApiTest {
  private static final JsonObject DISABLED = JsonObject.of("disabled", true);
  private static final JsonObject ENABLED = JsonObject.of("disabled", false);
  private static final JsonObject LEARNER = JsonObject.of("role", "learner");
  private static final JsonObject ADMIN = JsonObject.of("role", "admin");

  private final Server server;
  private final Api api;
  private final Person root;
  private final Person ada;

  AdminApiTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.root = administrator(api);
    this.ada = Person.signedUp(api);
  }

  static Person administrator(Api api) {
    Person person = Person.signedUp(api);
    AccountsApiTest.text(
        "update accounts set role = 'admin' where id = $1 returning role as text", person.id());
    return person.again();
  }

  @Test
  void accountsAreFoundByAddressAndListedInPages() {
    Api.Answer found =
        root.get("/admin/accounts?q=" + ada.email().toUpperCase(java.util.Locale.ROOT)).is(200);
    JsonObject only = found.json().getJsonArray("items").getJsonObject(0);
    assertEquals(ada.id().toString(), only.getString("id"));
    assertFalse(only.getBoolean("disabled"));
    Api.Answer first = root.get("/admin/accounts?limit=1").is(200);
    String next = first.json().getString("nextCursor");
    Api.Answer second = root.get("/admin/accounts?limit=1&cursor=" + next).is(200);
    assertTrue(id(first).compareTo(id(second)) > 0, "the newest first");
    root.get("/admin/accounts?limit=1&q=ada&cursor=" + next).problem(400, "malformed-request");
    assertEquals(0, root.get("/admin/accounts?q=%25%25%25").json().getJsonArray("items").size());
  }

  private static String id(Api.Answer page) {
    return page.json().getJsonArray("items").getJsonObject(0).getString("id");
  }

  @Test
  void aDisabledAccountIsOutEverywhereAndCannotComeBack() {
    Api other = (server == Server.EVENT_LOOP ? Server.PLATFORM : Server.EVENT_LOOP).api();
    Person there = ada.at(other);
    there.me().is(200);
    JsonObject wish =
        JsonObject.of("name", "Export", "scopes", new JsonArray().add("courses:read"));
    String key = ada.post("/api-keys", wish).is(201).json().getString("secret");
    api.get(Api.V1 + "/courses", "X-API-Key", key).is(200);
    String link = sharedNote(ada);
    api.get(link).is(200);
    change(ada, DISABLED).is(200);
    ada.me().problem(401, "unauthenticated");
    api.get(Api.V1 + "/courses", "X-API-Key", key).problem(401, "unauthenticated");
    Until.within(Duration.ofSeconds(1), "the other server", () -> there.me().status() == 401);
    Person.signIn(api, ada.email(), Person.PASSWORD).problem(401, "bad-credentials");
    api.get(link).problem(404, "not-found");
    api.post(
            Api.V1 + "/sessions/refresh",
            JsonObject.of("refreshToken", ada.session().getString("refreshToken")))
        .problem(401, "unauthenticated");
    change(ada, ENABLED).is(200);
    ada.me().problem(401, "unauthenticated");
    ada.again().me().is(200);
  }

  /// The address at which anybody reads a note of this person.
  private static String sharedNote(Person person) {
    String note = "/courses/learning-backend-from-first-principles/lessons/4/note";
    JsonObject text = JsonObject.of("body", "Shared");
    String id = person.put(note, text, "If-None-Match", "*").is(201).json().getString("id");
    return person
        .put("/notes/" + id + "/sharing", JsonObject.of("visibility", "link"))
        .is(200)
        .json()
        .getString("url");
  }

  @Test
  void whoeverIsNoAdministratorAnyMoreIsSignedOut() {
    Person second = administrator(api);
    second.get("/admin/accounts").is(200);
    change(second, LEARNER).is(200);
    second.get("/admin/accounts").problem(401, "unauthenticated");
    second.again().get("/admin/accounts").problem(403, "forbidden");
  }

  @Test
  void aChangeNamesTheVersionThatItIsMadeTo() {
    ada.patch("/admin/accounts/" + ada.id(), ADMIN, "If-Match", "*").problem(403, "forbidden");
    String path = "/admin/accounts/" + ada.id();
    root.patch(path, ADMIN).problem(428, "precondition-required");
    root.patch(path, ADMIN, "If-Match", "\"7\"").problem(412, "precondition-failed");
    Api.Answer same = root.patch(path, new JsonObject(), "If-Match", "\"1\"").is(200);
    assertEquals("\"1\"", same.need("ETag"));
    assertEquals("\"2\"", root.patch(path, ADMIN, "If-Match", "\"1\"").is(200).need("ETag"));
    assertEquals(
        List.of("/email unknown-member"),
        root.patch(path, JsonObject.of("email", "x@example.org"), "If-Match", "*")
            .problem(422, "invalid-request")
            .defects());
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    String url = Services.shared().emptyDatabase();
    try (BlockingPool pool = new BlockingPool(Services.settings(url))) {
      new Migrations(pool).apply();
    }
    try (App app = server.another(Map.of("postgres-url", url, "roles", "web"))) {
      Api fresh = Api.on(app.port());
      Person first = Person.signedUp(fresh);
      Person second = Person.signedUp(fresh);
      execute(url, "update accounts set role = 'admin'");
      Person admin = first.again();
      String path = "/admin/accounts/";
      admin.patch(path + second.id(), DISABLED, "If-Match", "*").is(200);
      admin.patch(path + first.id(), DISABLED, "If-Match", "*").problem(409, "last-administrator");
      admin.patch(path + first.id(), LEARNER, "If-Match", "*").problem(409, "last-administrator");
      admin.delete("/me", "If-Match", "*").problem(409, "last-administrator");
      admin.patch(path + second.id(), ENABLED, "If-Match", "*").is(200);
      ofTwoWhoRemoveOneAnotherOneStays(url, admin, second.again());
    }
  }

  private static void ofTwoWhoRemoveOneAnotherOneStays(String url, Person one, Person other)
      throws SQLException {
    List<CompletableFuture<Api.Answer>> answers =
        List.of(removing(one, other), removing(other, one));
    long removed =
        answers.stream().map(CompletableFuture::join).filter(each -> each.status() == 200).count();
    assertEquals(1, removed);
    execute(url, "select 1 / count(*) from accounts where role = 'admin'");
  }

  private static CompletableFuture<Api.Answer> removing(Person by, Person whom) {
    return by.api()
        .sendAsync(
            "PATCH",
            Api.V1 + "/admin/accounts/" + whom.id(),
            BodyPublishers.ofString(LEARNER.encode()),
            by.signed("If-Match", "*", "Content-Type", "application/json"));
  }

  @Test
  @Proves("5.10")
  void theLogTellsWhoDidWhatToWhomAndIsReadInPages() {
    change(ada, DISABLED).is(200);
    change(ada, JsonObject.of("disabled", false, "role", "admin")).is(200);
    String path = "/admin/audit?account=" + ada.id();
    List<JsonObject> all = items(root.get(path).is(200));
    assertEquals(
        List.of("account.enabled", "account.role", "account.disabled", "session.opened"),
        all.stream().map(entry -> entry.getString("event")).toList());
    assertEquals(root.id().toString(), all.getFirst().getJsonObject("detail").getString("by"));
    Api.Answer page = root.get(path + "&limit=1").is(200);
    String next = page.json().getString("nextCursor");
    assertEquals(all.get(1), items(root.get(path + "&limit=1&cursor=" + next)).getFirst());
    assertEquals(List.of(all.get(2)), items(root.get(path + "&event=account.disabled").is(200)));
    assertTrue(items(root.get("/admin/audit?event=account.disabled").is(200)).contains(all.get(2)));
    root.get("/admin/audit?account=nobody").problem(422, "invalid-request");
  }

  private static List<JsonObject> items(Api.Answer page) {
    return page.json().getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  @Test
  @Proves("5.10")
  void theDatabaseItselfRefusesToChangeTheLog() {
    String url = Services.shared().postgresUrl();
    for (String change :
        List.of(
            "delete from audit_log",
            "update audit_log set event = 'nothing'",
            "truncate audit_log")) {
      SQLException refused = assertThrows(SQLException.class, () -> execute(url, change));
      assertTrue(refused.toString().contains("only added"), refused::toString);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = Services.connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Api.Answer change(Person person, JsonObject patch) {
    return root.patch("/admin/accounts/" + person.id(), patch, "If-Match", "*");
  }
}
