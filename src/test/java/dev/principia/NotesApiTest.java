package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class NotesApiTest {
  static final String COURSE = "/courses/learning-backend-from-first-principles";
  static final String NOTE = COURSE + "/lessons/caching/note";

  private final Api api;
  private final Person ada;

  NotesApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("10.2")
  void aNoteIsCreatedOnceAndComesBack() {
    ada.get(NOTE).problem(404, "not-found");
    Api.Answer created = ada.put(NOTE, caching(), "If-None-Match", "*").is(201);
    assertEquals(Api.V1 + NOTE, created.need("Location"));
    assertEquals("Caching", created.json().getString("title"));
    assertEquals(14, created.json().getJsonObject("lesson").getInteger("number"));
    Api.Answer found = ada.get(NOTE).is(200);
    assertEquals(created.text(), found.text());
    assertEquals(created.need("ETag"), found.need("ETag"));
    assertEquals(content(caching()), content(found.json()));
    Api.Answer again = ada.put(NOTE, JsonObject.of("body", "x"), "If-None-Match", "*");
    again.problem(412, "precondition-failed");
    assertEquals(content(caching()), again.json().getJsonObject("theirs"));
    assertEquals("x", again.json().getJsonObject("yours").getString("body"));
    assertEquals(found.text(), ada.get(COURSE + "/lessons/14/note").is(200).text());
    assertEquals(found.text(), ada.get("/notes/" + id(created)).is(200).text());
  }

  @Test
  @Proves("10.3")
  void aChangeNeedsTheVersionThatItsAuthorHasSeen() {
    Api.Answer first = written(ada, caching());
    ada.put(NOTE, JsonObject.of("body", "x")).problem(428, "precondition-required");
    ada.put(NOTE, JsonObject.of("body", "x"), "If-None-Match", "\"1\"")
        .problem(428, "precondition-required");
    Api.Answer second =
        ada.put(NOTE, JsonObject.of("body", "two"), "If-Match", first.need("ETag")).is(200);
    assertNotEquals(first.need("ETag"), second.need("ETag"));
    Api.Answer stale =
        ada.put(NOTE, JsonObject.of("body", "mine"), "If-Match", first.need("ETag"))
            .problem(412, "precondition-failed");
    assertEquals(content(caching()), stale.json().getJsonObject("base"));
    assertEquals("mine", stale.json().getJsonObject("yours").getString("body"));
    assertEquals("two", stale.json().getJsonObject("theirs").getString("body"));
    assertEquals(second.need("ETag"), stale.need("ETag"));
    assertEquals("2", stored("version", id(first)));
    ada.put(NOTE, JsonObject.of("body", "mine"), "If-Match", stale.need("ETag")).is(200);
    ada.put(NOTE, JsonObject.of("body", "any"), "If-Match", "*").is(200);
    assertEquals("4", stored("version", id(first)));
  }

  @Test
  void whoeverChangesWhatIsNotThereIsToldSo() {
    Api.Answer missing = ada.put(NOTE, JsonObject.of("body", "x"), "If-Match", "\"1-00000000\"");
    missing.problem(412, "precondition-failed");
    assertEquals("x", missing.json().getJsonObject("yours").getString("body"));
    ada.put(NOTE, JsonObject.of("body", "x")).problem(428, "precondition-required");
    ada.patch(NOTE, new JsonObject(), "If-Match", "*").problem(404, "not-found");
    ada.delete(NOTE, "If-Match", "*").problem(404, "not-found");
    ada.put(COURSE + "/lessons/99/note", caching(), "If-None-Match", "*").problem(404, "not-found");
  }

  @Test
  @Proves("10.3")
  void ofFiftyWritersAtOnceEachVersionIsWonByOne() {
    Api.Answer first = written(ada, JsonObject.of("body", "0"));
    String etag = first.need("ETag");
    Set<String> won = new TreeSet<>();
    for (int round = 1; round <= 4; round++) {
      List<CompletableFuture<Api.Answer>> writers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        writers.add(put(JsonObject.of("body", round + " " + i), etag));
      }
      List<Api.Answer> answers = writers.stream().map(CompletableFuture::join).toList();
      List<Api.Answer> winners = answers.stream().filter(each -> each.status() == 200).toList();
      assertEquals(1, winners.size());
      answers.stream()
          .filter(each -> each.status() != 200)
          .forEach(each -> each.problem(412, "precondition-failed"));
      String stored = winners.getFirst().json().getString("body");
      assertEquals(stored, ada.get(NOTE).json().getString("body"));
      etag = winners.getFirst().need("ETag");
      won.add(etag);
    }
    assertEquals(4, won.size());
    assertEquals("5", stored("version", id(first)));
    assertEquals("5", revisions(id(first)));
  }

  @Test
  @Proves("10.2")
  void ofManyWhoCreateAtOnceOneDoes() {
    List<CompletableFuture<Api.Answer>> writers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      writers.add(
          api.sendAsync(
              "PUT",
              Api.V1 + NOTE,
              BodyPublishers.ofString("{\"body\":\"" + i + "\"}"),
              "Content-Type",
              "application/json",
              "If-None-Match",
              "*",
              "Authorization",
              bearer()));
    }
    List<Integer> statuses =
        writers.stream().map(CompletableFuture::join).map(Api.Answer::status).sorted().toList();
    assertEquals(201, statuses.getFirst());
    assertEquals(19, statuses.stream().filter(status -> status == 412).count());
  }

  private CompletableFuture<Api.Answer> put(JsonObject body, String etag) {
    return api.sendAsync(
        "PUT",
        Api.V1 + NOTE,
        BodyPublishers.ofString(body.encode()),
        "Content-Type",
        "application/json",
        "If-Match",
        etag,
        "Authorization",
        bearer());
  }

  @Test
  @Proves("4.3")
  @Proves("10.4")
  void aPatchChangesWhatItNamesAndNullEmptiesIt() {
    String etag = written(ada, caching()).need("ETag");
    assertEquals(etag, ada.patch(NOTE, new JsonObject(), "If-Match", etag).is(200).need("ETag"));
    Api.Answer cleared =
        ada.patch(NOTE, new JsonObject().putNull("takeaways"), "If-Match", etag).is(200);
    assertEquals(content(caching()).put("takeaways", new JsonArray()), content(cleared.json()));
    Api.Answer merged =
        api.send(
                "PATCH",
                Api.V1 + NOTE,
                BodyPublishers.ofString("{\"body\":null,\"tags\":[\"B\",\"a\"]}"),
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                cleared.need("ETag"),
                "Authorization",
                bearer())
            .is(200);
    assertEquals("", merged.json().getString("body"));
    assertEquals(new JsonArray().add("b").add("a"), merged.json().getJsonArray("tags"));
    ada.patch(NOTE, JsonObject.of("body", "x")).problem(428, "precondition-required");
    Api.Answer stale = ada.patch(NOTE, JsonObject.of("body", "x"), "If-Match", etag);
    assertEquals(
        "x",
        stale.problem(412, "precondition-failed").json().getJsonObject("yours").getString("body"));
  }

  @Test
  void theSameContentAgainIsNoChange() {
    Api.Answer first = written(ada, caching());
    assertEquals(
        first.text(), ada.put(NOTE, caching(), "If-Match", first.need("ETag")).is(200).text());
    assertEquals("1", revisions(id(first)));
  }

  @Test
  @Proves("10.7")
  void aDeletedNoteIsInTheTrashAndComesBack() {
    Api.Answer first = written(ada, caching());
    ada.delete(NOTE).problem(428, "precondition-required");
    ada.delete(NOTE, "If-Match", "\"9-00000000\"").problem(412, "precondition-failed");
    ada.delete(NOTE, "If-Match", first.need("ETag")).is(204);
    ada.get(NOTE).problem(404, "not-found");
    ada.get("/notes/" + id(first)).problem(404, "not-found");
    ada.delete(NOTE, "If-Match", first.need("ETag")).problem(404, "not-found");
    List<JsonObject> trash = CoursesApiTest.objects(ada.get("/trash").is(200).json(), "items");
    assertEquals(1, trash.size());
    assertEquals(id(first).toString(), trash.getFirst().getString("id"));
    assertEquals("note", trash.getFirst().getString("kind"));
    assertEquals("Caching", trash.getFirst().getString("title"));
    String restore = "/trash/" + id(first) + "/restore";
    Person.signedUp(api).post(restore, new JsonObject()).problem(404, "not-found");
    Api.Answer back = ada.post(restore, new JsonObject()).is(200);
    assertEquals("note", back.json().getString("kind"));
    assertEquals(Api.V1 + "/notes/" + id(first), back.need("Location"));
    assertEquals(first.text(), ada.get(NOTE).is(200).text());
    ada.post(restore, new JsonObject()).problem(404, "not-found");
    assertEquals(List.of(), CoursesApiTest.objects(ada.get("/trash").json(), "items"));
  }

  @Test
  @Proves("10.7")
  void aDeletedCourseIsInTheTrashAndComesBackWithItsLessonsAndProgress() {
    String title = "Trashed " + ada.id();
    JsonObject course = ada.post("/courses", JsonObject.of("title", title)).is(201).json();
    String path = "/courses/" + course.getString("slug");
    ada.post(path + "/lessons", JsonObject.of("title", "One")).is(201);
    ada.put(path + "/lessons/1/progress", JsonObject.of("status", "completed")).is(200);
    JsonObject outline = ada.get(path).json().copy();
    ada.delete(path, "If-Match", "*").is(204);
    JsonObject trashed = ada.get("/trash").is(200).json().getJsonArray("items").getJsonObject(0);
    assertEquals("course", trashed.getString("kind"));
    assertEquals(course.getString("id"), trashed.getString("id"));
    String restore = "/trash/" + course.getString("id") + "/restore";
    Person.signedUp(api).post(restore, new JsonObject()).problem(404, "not-found");
    assertEquals(Api.V1 + path, ada.post(restore, new JsonObject()).is(200).need("Location"));
    assertEquals(outline.getJsonArray("sections"), ada.get(path).json().getJsonArray("sections"));
    assertEquals(100, ada.get(path + "/progress").json().getInteger("percent"));
    ada.post(restore, new JsonObject()).problem(404, "not-found");
  }

  @Test
  @Proves("10.7")
  void aNewNoteBesideADeletedOneIsAnother() {
    Api.Answer old = written(ada, caching());
    ada.delete(NOTE, "If-Match", "*").is(204);
    Api.Answer other = written(ada, JsonObject.of("body", "new"));
    assertNotEquals(id(old), id(other));
    assertNotEquals(old.need("ETag"), other.need("ETag"));
    ada.put(NOTE, caching(), "If-Match", old.need("ETag")).problem(412, "precondition-failed");
    ada.get(NOTE, "If-None-Match", old.need("ETag")).is(200);
    String restore = "/trash/" + id(old) + "/restore";
    ada.post(restore, new JsonObject()).problem(409, "note-exists");
    ada.delete(NOTE, "If-Match", other.need("ETag")).is(204);
    ada.post(restore, new JsonObject()).is(200);
    assertEquals(old.text(), ada.get(NOTE).is(200).text());
  }

  @Test
  @Proves("1.7")
  @Proves("5.8")
  void othersNotesAreNotFound() {
    Api.Answer note = written(ada, caching());
    Person grace = Person.signedUp(api);
    grace.get(NOTE).problem(404, "not-found");
    grace.get("/notes/" + id(note)).problem(404, "not-found");
    grace.get("/notes/" + id(note) + "/revisions").problem(404, "not-found");
    grace.get("/notes/" + id(note) + "/sharing").problem(404, "not-found");
    grace
        .put("/notes/" + id(note) + "/sharing", JsonObject.of("visibility", "link"))
        .problem(404, "not-found");
    grace
        .post("/notes/" + id(note) + "/revisions/1/restore", new JsonObject(), "If-Match", "*")
        .problem(404, "not-found");
    assertEquals(List.of(), CoursesApiTest.objects(grace.get("/notes").json(), "items"));
    api.get(Api.V1 + NOTE).problem(401, "unauthenticated");
    written(grace, JsonObject.of("body", "another"));
    assertEquals(note.text(), ada.get(NOTE).text());
  }

  @Test
  @Proves("8.3")
  void whoWritesIsWhoSignedIn() {
    Person grace = Person.signedUp(api);
    JsonObject forged = caching().put("userId", grace.id().toString());
    assertEquals(
        List.of("/userId unknown-member"),
        ada.put(NOTE, forged, "If-None-Match", "*").problem(422, "invalid-request").defects());
    Api.Answer made = written(ada, caching());
    assertEquals(ada.id().toString(), stored("account_id", id(made)));
  }

  static JsonObject caching() {
    return JsonObject.of(
        "keyConcepts", new JsonArray().add("Hit ratio").add("Stampede:\n  many misses"),
        "body", "# Why\n\n## Takeaways\n\nMemory 🚀 is  fast \u2028\t\n",
        "codeExamples",
            new JsonArray().add(JsonObject.of("language", "md", "code", "```\n## Notes\n```\n")),
        "takeaways", new JsonArray().add("Measure."),
        "resources",
            new JsonArray()
                .add(JsonObject.of("title", "RFC [9111]", "url", "https://a.example/(x)")),
        "tags", new JsonArray().add("caching").add("http"));
  }

  /// The members that say what a note says.
  static JsonObject content(JsonObject note) {
    JsonObject content = note.copy();
    content.fieldNames().retainAll(caching().fieldNames());
    return content;
  }

  static Api.Answer written(Person person, JsonObject note) {
    return person.put(NOTE, note, "If-None-Match", "*").is(201);
  }

  static UUID id(Api.Answer note) {
    return UUID.fromString(note.json().getString("id"));
  }

  static String revisions(UUID note) {
    return AccountsApiTest.text(
        "select count(*)::text as text from note_revisions where note_id = $1", note);
  }

  private static String stored(String column, UUID note) {
    return column.equals("version")
        ? AccountsApiTest.text("select version::text as text from notes where id = $1", note)
        : AccountsApiTest.text("select account_id::text as text from notes where id = $1", note);
  }

  private String bearer() {
    return "Bearer " + ada.session().getString("accessToken");
  }
}
