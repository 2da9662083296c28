package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ExportApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Api api;
  private final Person ada;

  ExportApiTest(Server server) {
    Server.EVENT_LOOP.api(); // works on the jobs of both
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  void aFreshAccountTakesLittleWithIt() {
    Api.Answer answer = export(ada);
    assertEquals("no-store", answer.need("Cache-Control"));
    assertEquals(
        "attachment; filename=\"principia-export.json\"", answer.need("Content-Disposition"));
    JsonObject all = answer.json();
    assertEquals(
        Set.of(
            "account",
            "sessions",
            "apiKeys",
            "courses",
            "memberships",
            "progress",
            "notes",
            "audit"),
        Set.copyOf(all.fieldNames()));
    JsonObject account = all.getJsonObject("account");
    assertEquals(ada.email(), account.getString("email"));
    JsonObject me = ada.me().json();
    assertEquals(
        Instant.parse(me.getString("createdAt")), Instant.parse(account.getString("createdAt")));
    assertEquals(new JsonArray(), all.getJsonArray("courses"));
    assertEquals(1, all.getJsonArray("sessions").size());
    assertEquals(1, PasswordsApiTest.events(ada, "account.exported"));
  }

  @Test
  void allThatBelongsToAnAccountIsInIt() {
    JsonObject key = key();
    api.get(Api.V1 + "/courses", "X-API-Key", key.getString("secret")).is(200);
    UUID lesson = course(ada, "Ada's \"own\" course\u2028");
    AccountsApiTest.text(
        """
        insert into progress (account_id, lesson_id, status) values ($1, '%s', 'in_progress')
        returning status as text
        """
            .formatted(lesson),
        ada.id());
    JsonObject all = export(ada).json();
    JsonObject course = only(all, "courses");
    assertEquals("Ada's \"own\" course\u2028", course.getString("title"));
    JsonObject section = only(course, "sections");
    assertEquals("Foundations", section.getString("title"));
    assertEquals(lesson.toString(), only(section, "lessons").getString("id"));
    JsonObject progress = only(all, "progress");
    assertEquals(lesson.toString(), progress.getString("lesson"));
    assertEquals("in_progress", progress.getString("status"));
    JsonObject exported = only(all, "apiKeys");
    assertEquals(key.getString("prefix"), exported.getString("prefix"));
    assertEquals(key.getJsonArray("scopes"), exported.getJsonArray("scopes"));
    assertTrue(exported.containsKey("lastUsedAt"));
    List<String> events =
        CoursesApiTest.objects(all, "audit").stream().map(e -> e.getString("event")).toList();
    assertTrue(events.containsAll(List.of("session.opened", "api-key.created")), events::toString);
  }

  @Test
  void noSecretAndNothingOfSomebodyElseIsInIt() {
    Person grace = Person.signedUp(api);
    course(grace, "Of somebody else");
    Person.signIn(api, ada.email(), "not the password").problem(401, "bad-credentials");
    JsonObject key = key();
    String text = export(ada).text();
    for (String secret :
        List.of(
            "argon2",
            "hash",
            "sealed",
            "Of somebody else",
            grace.email(),
            grace.id().toString(),
            key.getString("secret"),
            ada.session().getString("refreshToken"))) {
      assertFalse(text.contains(secret), secret);
    }
    JsonObject refused =
        CoursesApiTest.objects(new JsonObject(text), "audit").stream()
            .filter(each -> each.getString("event").equals("session.refused"))
            .findFirst()
            .orElseThrow();
    assertFalse(refused.containsKey("address"), "somebody else's address");
  }

  @Test
  void itIsMadeLaterAndOnlyItsOwnerFetchesIt() {
    course(ada, "Of Ada");
    String place = exported(ada);
    Api.Answer file = ada.get(place).is(200);
    assertEquals("no-store", file.need("Cache-Control"));
    assertEquals(
        "attachment; filename=\"principia-export.json\"", file.need("Content-Disposition"));
    assertEquals("Of Ada", only(file.json(), "courses").getString("title"));
    assertEquals(export(ada).json().fieldNames(), file.json().fieldNames());
    assertEquals(2, PasswordsApiTest.events(ada, "account.exported"));
    Person.signedUp(api).get(place).problem(404, "not-found");
    String newer = exported(ada);
    ada.get(newer).is(200);
    ada.get(place).problem(404, "not-found");
    AccountsApiTest.text(
        "update exports set expires_at = now() where account_id = $1 returning id::text as text",
        ada.id());
    ada.get(newer).problem(404, "not-found");
  }

  @Test
  void aLargeOneIsKeptInPieces() {
    AccountsApiTest.text(
        """
        with n as (
          insert into notes (id, account_id, title, body)
          select gen_random_uuid(), $1, 'note ' || n, repeat(md5(n::text), 600)
            from generate_series(1, 200) n returning 1)
        select count(*)::text as text from n
        """,
        ada.id());
    JsonObject all = ada.get(exported(ada)).is(200).json();
    assertEquals(200, all.getJsonArray("notes").size());
    String pieces =
        AccountsApiTest.text(
            """
            select count(*) || ' ' || max(length(bytes)) as text
              from exports e join export_pieces on export_id = e.id where account_id = $1
            """,
            ada.id());
    String[] counted = pieces.split(" ", -1);
    assertTrue(Integer.parseInt(counted[0]) > 10, pieces);
    assertTrue(Integer.parseInt(counted[1]) < 512 * 1024, pieces);
  }

  @Test
  void aDeletedAccountHasNothingToExport() {
    AccountsApiTest.text("delete from accounts where id = $1 returning name as text", ada.id());
    post(ada).problem(401, "unauthenticated");
  }

  static Api.Answer export(Person person) {
    return post(person).is(200);
  }

  private static Api.Answer post(Person person) {
    return person
        .api()
        .send(
            "POST",
            Person.ME + "/export",
            BodyPublishers.noBody(),
            person.signed("Prefer", "wait=10"));
  }

  /// The address of the export, once its job is done.
  private String exported(Person person) {
    Api.Answer accepted =
        api.send("POST", Person.ME + "/export", BodyPublishers.noBody(), person.signed()).is(202);
    assertEquals("respond-async", accepted.need("Preference-Applied"));
    String job = CourseWritingApiTest.below(accepted.need("Location"));
    Until.within(SOON, "the export", () -> person.get(job).status() == 303);
    return CourseWritingApiTest.below(person.get(job).need("Location"));
  }

  private JsonObject key() {
    JsonObject wanted =
        JsonObject.of("name", "Export", "scopes", new JsonArray().add("courses:read"));
    return ada.post("/api-keys", wanted).is(201).json();
  }

  private static JsonObject only(JsonObject holder, String member) {
    List<JsonObject> all = CoursesApiTest.objects(holder, member);
    assertEquals(1, all.size(), member);
    return all.getFirst();
  }

  /// A course with one lesson, whose id is answered.
  private static UUID course(Person owner, String title) {
    String insert =
        """
        with c as (
          insert into courses (id, slug, title, owner_id)
          values (gen_random_uuid(), 'of-' || gen_random_uuid(), '%s', $1) returning id),
        s as (
          insert into sections (id, course_id, position, title)
          select gen_random_uuid(), id, 1, 'Foundations' from c returning id, course_id)
        insert into lessons (id, course_id, section_id, position, number, slug, title)
        select gen_random_uuid(), course_id, id, 1, 1, 'routing', 'Routing' from s
        returning id::text as text
        """
            .formatted(title.replace("'", "''"));
    return UUID.fromString(AccountsApiTest.text(insert, owner.id()));
  }
}
