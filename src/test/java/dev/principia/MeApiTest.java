package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class MeApiTest {
  private final Server server;
  private final Person ada;

  MeApiTest(Server server) {
    this.server = server;
    this.ada = Person.signedUp(server.api());
  }

  @Test
  void aFreshAccountLivesInUtcAndIsNotReminded() {
    JsonObject me = ada.me().is(200).json();
    assertEquals("UTC", me.getString("timeZone"));
    assertEquals(JsonObject.of("enabled", false), me.getJsonObject("reminder"));
  }

  @Test
  void aPatchChangesItsMembersAndTheETag() {
    String etag = ada.me().need("ETag");
    JsonObject reminder = JsonObject.of("enabled", true, "hour", 18);
    JsonObject patch =
        JsonObject.of("name", " Ada King ", "timeZone", "Europe/Berlin", "reminder", reminder);
    Api.Answer changed = ada.patch("/me", patch, "If-Match", etag).is(200);
    assertNotEquals(etag, changed.need("ETag"));
    assertEquals("Ada King", changed.json().getString("name"));
    assertEquals("Europe/Berlin", changed.json().getString("timeZone"));
    assertEquals(reminder, changed.json().getJsonObject("reminder"));
    assertEquals(changed.json(), ada.me().json());
    assertEquals(changed.need("ETag"), ada.me().need("ETag"));
  }

  @Test
  void anEmptyPatchAndOneThatChangesNothingKeepTheETag() {
    String etag = ada.me().need("ETag");
    assertEquals(etag, patch("{}").is(200).need("ETag"));
    assertEquals(etag, patch("{\"name\":\"Ada\",\"reminder\":{}}").is(200).need("ETag"));
  }

  @Test
  void aMergePatchMayBeSentAsWhatItIs() {
    Api.Answer changed =
        ada.api()
            .send(
                "PATCH",
                Person.ME,
                BodyPublishers.ofString("{\"name\":\"Ada King\"}"),
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                "*",
                "Authorization",
                "Bearer " + ada.session().getString("accessToken"));
    assertEquals("Ada King", changed.is(200).json().getString("name"));
  }

  @Test
  void nullClearsWhatMayBeAbsentAndNothingElse() {
    patch("{\"timeZone\":\"Asia/Tokyo\",\"reminder\":{\"enabled\":false,\"hour\":7}}").is(200);
    JsonObject cleared = patch("{\"timeZone\":null,\"reminder\":{\"hour\":null}}").is(200).json();
    assertEquals("UTC", cleared.getString("timeZone"));
    assertEquals(JsonObject.of("enabled", false), cleared.getJsonObject("reminder"));
    assertEquals(
        List.of("/name wrong-type", "/reminder wrong-type"),
        patch("{\"name\":null,\"reminder\":null}").problem(422, "invalid-request").defects());
  }

  @Test
  void anUnknownTimeZoneIsRefused() {
    for (String zone : List.of("Mars/Olympus", "europe/berlin", "+02:00", "UTC+1")) {
      assertEquals(
          List.of("/timeZone unknown-time-zone"),
          ada.patch("/me", JsonObject.of("timeZone", zone), "If-Match", "*").is(422).defects());
    }
  }

  @Test
  @Proves("6.6")
  void aReminderNeedsAnHourAndAZoneThatWasChosen() {
    assertEquals(
        List.of("/reminder/hour required", "/timeZone required"),
        patch("{\"reminder\":{\"enabled\":true}}").is(422).defects());
    patch("{\"timeZone\":\"UTC\",\"reminder\":{\"enabled\":true,\"hour\":0}}").is(200);
    assertEquals(List.of("/timeZone required"), patch("{\"timeZone\":null}").is(422).defects());
    assertEquals(
        List.of("/reminder/hour required"),
        patch("{\"reminder\":{\"hour\":null}}").is(422).defects());
    assertEquals(
        List.of("/reminder/hour too-large"),
        patch("{\"reminder\":{\"hour\":24}}").is(422).defects());
  }

  @Test
  void nobodyGivesThemselvesARole() {
    assertEquals(List.of("/role unknown-member"), patch("{\"role\":\"admin\"}").is(422).defects());
    assertEquals(
        "learner",
        AccountsApiTest.text("select role as text from accounts where id = $1", ada.id()));
  }

  @Test
  void aChangeNeedsTheVersionThatItsAuthorHasSeen() {
    String seen = ada.me().need("ETag");
    JsonObject patch = JsonObject.of("name", "Ada King");
    ada.patch("/me", patch).problem(428, "precondition-required");
    ada.patch("/me", patch, "If-Match", "W/" + seen).problem(412, "precondition-failed");
    String now = ada.patch("/me", patch, "If-Match", "\"0\", " + seen).is(200).need("ETag");
    Api.Answer stale =
        ada.patch("/me", JsonObject.of("name", "Ada"), "If-Match", seen)
            .problem(412, "precondition-failed");
    assertEquals(now, stale.need("ETag"));
    assertEquals("Ada King", ada.me().json().getString("name"));
  }

  @Test
  void aBodyThatIsRefusedComesBeforeAMissingPrecondition() {
    ada.patch("/me", JsonObject.of("timeZone", "Mars/Olympus")).problem(422, "invalid-request");
    ada.patch("/me", JsonObject.of("age", 7)).problem(422, "invalid-request");
  }

  @Test
  void adaLeavesAndTakesAllWithHer() {
    Person elsewhere = ada.again();
    ada.delete("/me").problem(428, "precondition-required");
    ada.delete("/me", "If-Match", "\"0\"").problem(412, "precondition-failed");
    ada.delete("/me", "If-Match", ada.me().need("ETag")).is(204);
    ada.me().problem(401, "unauthenticated");
    elsewhere.me().problem(401, "unauthenticated");
    Person.signIn(ada.api(), ada.email(), Person.PASSWORD).problem(401, "bad-credentials");
    assertEquals(
        "0",
        AccountsApiTest.text(
            "select count(*)::text as text from sessions where account_id = $1", ada.id()));
    assertEquals(1, PasswordsApiTest.events(ada, "account.deleted"));
  }

  @Test
  void theTokensOfADeletedAccountAreRefusedByTheOtherServerToo() {
    Server other = server == Server.EVENT_LOOP ? Server.PLATFORM : Server.EVENT_LOOP;
    Person there = new Person(other.api(), ada.email(), ada.session());
    there.me().is(200);
    ada.delete("/me", "If-Match", "*").is(204);
    long end = System.nanoTime() + java.time.Duration.ofSeconds(2).toNanos();
    int status = 200;
    while (status != 401 && System.nanoTime() < end) {
      status = there.get("/courses").status();
    }
    assertEquals(401, status);
  }

  @Test
  void aTokenThatOutlivesItsAccountMakesNothing() {
    AccountsApiTest.text("delete from accounts where id = $1 returning name as text", ada.id());
    JsonObject key = JsonObject.of("name", "Export", "scopes", new JsonArray().add("courses:read"));
    ada.post("/api-keys", key).problem(401, "unauthenticated");
  }

  @Test
  void leavingNeedsASignInOfTheLastFiveMinutes() {
    AccountsApiTest.text(
        """
        update sessions set created_at = now() - interval '6 minutes'
         where account_id = $1 returning agent as text
        """,
        ada.id());
    ada.delete("/me", "If-Match", "*").problem(403, "recent-sign-in-required");
    ada.again().delete("/me", "If-Match", "*").is(204);
  }

  @Test
  void whoeverOwnsCoursesStays() {
    AccountsApiTest.text(
        """
        insert into courses (id, slug, title, owner_id)
        values (gen_random_uuid(), 'of-' || gen_random_uuid(), 'Mine', $1) returning slug as text
        """,
        ada.id());
    ada.delete("/me", "If-Match", "*").problem(409, "account-owns-courses");
    ada.me().is(200);
  }

  private Api.Answer patch(String body) {
    return ada.patch("/me", new JsonObject(body), "If-Match", "*");
  }
}
