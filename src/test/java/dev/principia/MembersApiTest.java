package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A course that belongs to several people: who is what in it, and what they may.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class MembersApiTest {
  private static final JsonObject EDITOR = JsonObject.of("role", "editor");
  private static final JsonObject VIEWER = JsonObject.of("role", "viewer");
  private static final JsonObject OWNER = JsonObject.of("role", "owner");
  private static final JsonObject NOTHING = new JsonObject();
  private static final String ANY = "If-Match";

  private final Api api;
  private final Person ada;
  private final Person bob;
  private final Person eve;
  private final String title = "Query plans " + UUID.randomUUID();
  private final String course;

  MembersApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
    this.bob = Person.signedUp(api);
    this.eve = Person.signedUp(api);
    String location = ada.post("/courses", titled(title)).is(201).need("Location");
    this.course = location.substring(Api.V1.length());
    ada.post(course + "/lessons", titled("Scans")).is(201);
  }

  @Test
  @Proves("22.1")
  void aViewerReadsAPrivateCourseAndWritesNothing() {
    bob.get(course).problem(404, "not-found");
    member(bob, VIEWER);
    bob.get(course).is(200);
    bob.get(course + "/lessons/1").is(200);
    assertEquals(List.of(title), titles(bob));
    bob.patch(course, titled("Mine"), ANY, "*").problem(403, "forbidden");
    bob.post(course + "/lessons", titled("Mine")).problem(403, "forbidden");
    bob.get(course + "/members").problem(403, "forbidden");
    bob.put(course + "/members/" + eve.id(), VIEWER).problem(403, "forbidden");
  }

  @Test
  @Proves("22.1")
  void anEditorWritesTheCourseAndDecidesNothingAboutIt() {
    member(bob, EDITOR);
    bob.patch(course, JsonObject.of("summary", "by Bob"), ANY, "*").is(200);
    bob.post(course + "/lessons", titled("Joins")).is(201);
    bob.patch(course + "/lessons/1", titled("Index scans"), ANY, "*").is(200);
    bob.get(course + "/members").is(200);
    bob.patch(course, JsonObject.of("visibility", "public"), ANY, "*").problem(403, "forbidden");
    bob.post(course + "/archive", NOTHING, ANY, "*").problem(403, "forbidden");
    ada.post(course + "/archive", NOTHING, ANY, "*").is(200);
    bob.patch(course, JsonObject.of("status", "active"), ANY, "*").problem(403, "forbidden");
    bob.delete(course, ANY, "*").problem(403, "forbidden");
    bob.put(course + "/members/" + bob.id(), OWNER).problem(403, "forbidden");
    bob.delete(course + "/members/" + ada.id()).problem(403, "forbidden");
  }

  @Test
  @Proves("5.8")
  void aStrangerFindsNothingOfItHoweverItAsks() {
    assertEquals(List.of(), titles(eve));
    eve.get(course + "/members").problem(404, "not-found");
    eve.put(course + "/enrollment", NOTHING).problem(404, "not-found");
    eve.delete(course + "/enrollment").problem(404, "not-found");
    eve.put(course + "/members/" + eve.id(), OWNER).problem(404, "not-found");
    eve.put(course + "/lessons/1/progress", JsonObject.of("status", "completed"))
        .problem(404, "not-found");
    eve.put(course + "/lessons/1/note", NOTHING, "If-None-Match", "*").problem(404, "not-found");
    assertEquals("0", memberships(eve));
    api.get(Api.V1 + course + "/members").problem(401, "unauthenticated");
  }

  @Test
  void membersAreListedByNameWithoutTheirAddresses() {
    member(bob, EDITOR);
    member(eve, VIEWER);
    Api.Answer first = ada.get(course + "/members?limit=2").is(200);
    assertFalse(first.text().contains("@"), first::text);
    String cursor = first.json().getString("nextCursor");
    JsonArray all = first.json().getJsonArray("items");
    all.addAll(
        ada.get(course + "/members?limit=2&cursor=" + cursor).is(200).json().getJsonArray("items"));
    assertEquals(
        List.of(ada.id() + " owner", bob.id() + " editor", eve.id() + " viewer"),
        all.stream()
            .map(JsonObject.class::cast)
            .map(
                each ->
                    each.getJsonObject("account").getString("id") + " " + each.getString("role"))
            .toList());
    bob.get(course + "/members?limit=2&cursor=" + cursor).problem(400, "malformed-request");
  }

  @Test
  void whoeverIsRemovedOrLeavesFindsItNoMoreAndKeepsItsNotes() {
    member(bob, VIEWER);
    bob.put(course + "/lessons/1/note", JsonObject.of("body", "mine"), "If-None-Match", "*")
        .is(201);
    ada.delete(course + "/members/" + bob.id()).is(204);
    ada.delete(course + "/members/" + bob.id()).problem(404, "not-found");
    bob.get(course).problem(404, "not-found");
    bob.get(course + "/lessons/1/note").problem(404, "not-found");
    assertEquals(1, bob.get("/notes").is(200).json().getJsonArray("items").size());
    member(eve, EDITOR);
    eve.delete(course + "/enrollment").is(204);
    eve.get(course).problem(404, "not-found");
  }

  @Test
  void aCourseIsGivenAwayAndNeverLeftWithoutAnOwner() {
    ada.put(course + "/members/" + ada.id(), EDITOR).problem(409, "last-owner");
    ada.delete(course + "/members/" + ada.id()).problem(409, "last-owner");
    ada.delete(course + "/enrollment").problem(409, "last-owner");
    String before = ada.put(course + "/members/" + ada.id(), OWNER).is(200).text();
    assertTrue(before.contains("owner"), before);
    member(bob, VIEWER);
    member(bob, OWNER);
    assertEquals(
        bob.id().toString(), ada.get(course).json().getJsonObject("owner").getString("id"));
    ada.patch(course, JsonObject.of("summary", "still an editor"), ANY, "*").is(200);
    ada.delete(course, ANY, "*").problem(403, "forbidden");
    bob.delete(course + "/members/" + ada.id()).is(204);
    ada.get(course).problem(404, "not-found");
    bob.delete(course, ANY, "*").is(204);
  }

  @Test
  void whoeverMayReadJoinsAndStaysWhenTheCourseBecomesPrivate() {
    ada.patch(course, JsonObject.of("visibility", "public"), ANY, "*").is(200);
    bob.delete(course + "/enrollment").is(204);
    JsonObject joined = bob.put(course + "/enrollment", NOTHING).is(200).json();
    assertEquals("viewer", joined.getString("role"));
    assertEquals(joined, bob.put(course + "/enrollment", NOTHING).is(200).json());
    assertEquals(
        "owner", ada.put(course + "/enrollment", NOTHING).is(200).json().getString("role"));
    ada.patch(course, JsonObject.of("visibility", "private"), ANY, "*").is(200);
    bob.get(course).is(200);
    eve.get(course).problem(404, "not-found");
  }

  @Test
  void joiningFollowsFromProgressAndFromNotes() {
    ada.patch(course, JsonObject.of("visibility", "public"), ANY, "*").is(200);
    bob.put(course + "/lessons/1/progress", JsonObject.of("status", "completed")).is(200);
    eve.put(course + "/lessons/1/note", JsonObject.of("body", "b"), "If-None-Match", "*").is(201);
    ada.put(course + "/lessons/1/progress", JsonObject.of("status", "completed")).is(200);
    assertEquals("1", memberships(bob));
    assertEquals("1", memberships(eve));
    assertEquals("0", memberships(ada));
    member(bob, EDITOR);
    bob.put(course + "/lessons/1/progress", JsonObject.of("status", "in_progress")).is(200);
    bob.patch(course, JsonObject.of("summary", "still an editor"), ANY, "*").is(200);
  }

  @Test
  void whoeverIsNotThereBecomesNoMember() {
    ada.put(course + "/members/" + UUID.randomUUID(), EDITOR).problem(404, "not-found");
    ada.put(course + "/members/" + UUID.randomUUID(), OWNER).problem(404, "not-found");
    ada.delete(course, ANY, "*").is(204);
    member404(bob);
  }

  @Test
  @Proves("22.2")
  void rightsAreNotTakenByNamingThemInABody() {
    JsonObject forged = titled("Mine").put("ownerId", bob.id().toString());
    assertEquals(
        List.of("/ownerId unknown-member"),
        bob.post("/courses", forged).problem(422, "invalid-request").defects());
    assertEquals(
        List.of("/owner unknown-member"),
        ada.patch(course, JsonObject.of("owner", bob.id().toString()), ANY, "*")
            .problem(422, "invalid-request")
            .defects());
    assertEquals(
        List.of("/role unknown-value"),
        ada.put(course + "/members/" + bob.id(), JsonObject.of("role", "admin"))
            .problem(422, "invalid-request")
            .defects());
    assertEquals(
        List.of("/role unknown-member"),
        bob.patch("/me", JsonObject.of("role", "admin"), ANY, "*")
            .problem(422, "invalid-request")
            .defects());
    assertEquals(
        "learner",
        AccountsApiTest.text("select role as text from accounts where id = $1", bob.id()));
  }

  @Test
  @Proves("5.10")
  void everyChangeOfRightsIsAudited() {
    member(bob, EDITOR);
    member(bob, EDITOR);
    member(bob, OWNER);
    bob.delete(course + "/members/" + ada.id()).is(204);
    assertEquals("editor,owner", audited(bob));
    assertEquals("none", audited(ada));
  }

  private static String audited(Person person) {
    return AccountsApiTest.text(
        """
        select string_agg(coalesce(detail->>'role', 'none'), ',' order by id) as text
          from audit_log where event = 'course.member' and account_id = $1
        """,
        person.id());
  }

  private void member(Person person, JsonObject role) {
    JsonObject member = ada.put(course + "/members/" + person.id(), role).is(200).json();
    assertEquals(role.getString("role"), member.getString("role"));
  }

  private void member404(Person person) {
    ada.put(course + "/members/" + person.id(), EDITOR).problem(404, "not-found");
  }

  private static String memberships(Person person) {
    return AccountsApiTest.text(
        "select count(*)::text as text from memberships where account_id = $1", person.id());
  }

  private List<String> titles(Person person) {
    String mark = title.substring(title.length() - 12);
    return person.get("/courses?q=" + mark).is(200).json().getJsonArray("items").stream()
        .map(each -> ((JsonObject) each).getString("title"))
        .toList();
  }

  private static JsonObject titled(String title) {
    return JsonObject.of("title", title);
  }
}
