package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Courses by hand: made, changed, archived, cloned and deleted.
@ParameterizedClass
@EnumSource(Server.class)
final class CourseWritingApiTest {
  private final Api api;
  private final Person ada;
  private final Person bob;

  CourseWritingApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
    this.bob = Person.signedUp(api);
  }

  @Test
  @Proves("10.1")
  void aNewCourseIsAnsweredWholeWithItsAddressAndItsVersion() {
    String title = unique("Query Plans");
    Api.Answer created =
        ada.post("/courses", JsonObject.of("title", title, "summary", "s", "tags", tags("a")))
            .is(201);
    assertEquals(title, created.json().getString("title"));
    assertEquals("private", created.json().getString("visibility"));
    assertEquals(ada.id().toString(), created.json().getJsonObject("owner").getString("id"));
    Api.Answer read = ada.get(below(created.need("Location"))).is(200);
    assertEquals(created.json(), read.json());
    assertEquals(created.need("ETag"), read.need("ETag"));
  }

  @Test
  @Proves("10.1")
  void theSameKeyMakesOneCourseAndAnotherBodyIsRefused() {
    JsonObject body = JsonObject.of("title", unique("Once"));
    String key = UUID.randomUUID().toString();
    Api.Answer first = ada.post("/courses", body, "Idempotency-Key", key).is(201);
    Api.Answer again = ada.post("/courses", body, "Idempotency-Key", key).is(201);
    assertEquals(first.json(), again.json());
    assertEquals(first.need("Location"), again.need("Location"));
    assertEquals("true", again.need("Idempotency-Replayed"));
    assertEquals("1", courses(body.getString("title")));
    ada.post("/courses", JsonObject.of("title", "Other"), "Idempotency-Key", key)
        .problem(422, "idempotency-key-reused");
    assertEquals(
        "24",
        AccountsApiTest.text(
            """
            select round(extract(epoch from expires_at - now()) / 3600)::text as text
              from idempotency_keys where scope like $1::text || '%'
            """,
            ada.id()));
  }

  private static String courses(String title) {
    return AccountsApiTest.text(
        "select count(*)::text as text from courses where title = $1", title);
  }

  @Test
  @Proves("6.4")
  void whatIsStoredIsNormalisedAndShown() {
    JsonObject course =
        ada.post(
                "/courses",
                new JsonObject()
                    .put("title", "  Cafe\u0301 & <b>Bars</b> ")
                    .put("summary", " two\r\nlines\r ")
                    .put("tags", tags(" caf\u00e9", "cafe\u0301", "SQL ")))
            .is(201)
            .json();
    assertEquals("Cafe\u0301 & <b>Bars</b>", course.getString("title"), "as typed");
    assertEquals("two\nlines", course.getString("summary"));
    assertEquals(tags("caf\u00e9", "SQL"), course.getJsonArray("tags"));
  }

  @Test
  @Proves("6.1")
  void everyDefectIsNamedAtOnce() {
    JsonArray resources =
        new JsonArray()
            .add(JsonObject.of("title", " ", "url", "javascript:alert(1)"))
            .add(JsonObject.of("title", "Fine", "url", "https://example.org"));
    assertEquals(
        List.of(
            "/title control-character",
            "/tags/0 not-a-tag",
            "/resources/0/title empty-title",
            "/resources/0/url not-a-web-address"),
        ada.post(
                "/courses",
                JsonObject.of("title", "a\u0007b", "tags", tags(" "), "resources", resources))
            .problem(422, "invalid-request")
            .defects());
    assertEquals(
        List.of("/author unknown-member", "/title required", "/visibility unknown-value"),
        ada.post("/courses", JsonObject.of("visibility", "secret", "author", "me"))
            .problem(422, "invalid-request")
            .defects());
  }

  @Test
  @Proves("6.7")
  void lengthsCountCharactersAndNotBytes() {
    ada.post("/courses", JsonObject.of("title", "\uD83D\uDE00".repeat(200))).is(201);
    assertEquals(
        List.of("/title too-long"),
        ada.post("/courses", JsonObject.of("title", "\uD83D\uDE00".repeat(201)))
            .problem(422, "invalid-request")
            .defects());
  }

  @Test
  void slugsAreReadableUniqueAndNeverTakenForAnythingElse() {
    String word = "Unique " + UUID.randomUUID().toString().substring(0, 8);
    String first = slug(word);
    assertEquals(word.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), first);
    assertTrue(slug(word).matches(first + "-[a-z0-9]{6}"));
    assertTrue(slug("\u6570\u636e\u5e93").matches("course-[a-z0-9]{6}"));
    assertTrue(slug("2024").matches("course-[a-z0-9]{6}"));
    assertTrue(slug("Imports").startsWith("course-imports"));
    assertTrue(slug("Next!").startsWith("course-next"));
    String uuid = UUID.randomUUID().toString();
    assertEquals("course-" + uuid, slug(uuid));
  }

  private String slug(String title) {
    return ada.post("/courses", JsonObject.of("title", title)).is(201).json().getString("slug");
  }

  @Test
  @Proves("10.4")
  @Proves("4.3")
  void aPatchChangesWhatItNamesNullEmptiesAndAnEmptyOneChangesNothing() {
    Api.Answer course = create(ada, new JsonObject().put("summary", "long").put("tags", tags("a")));
    String path = below(course.need("Location"));
    String etag = course.need("ETag");
    Api.Answer same = ada.patch(path, new JsonObject(), "If-Match", etag).is(200);
    assertEquals(etag, same.need("ETag"));
    assertEquals(course.json(), same.json());
    Api.Answer cleared =
        ada.patch(path, new JsonObject().putNull("summary").putNull("tags"), "If-Match", etag)
            .is(200);
    assertNotEquals(etag, cleared.need("ETag"));
    assertEquals("", cleared.json().getString("summary"));
    assertEquals(new JsonArray(), cleared.json().getJsonArray("tags"));
    assertEquals(course.json().getString("title"), cleared.json().getString("title"));
    ada.patch(path, new JsonObject().putNull("title"), "If-Match", "*")
        .problem(422, "invalid-request");
    Api.Answer renamed =
        api.send(
                "PATCH",
                Api.V1 + path,
                BodyPublishers.ofString("{\"title\": \"Renamed\"}"),
                ada.signed("If-Match", "*", "Content-Type", "application/merge-patch+json"))
            .is(200);
    assertEquals("Renamed", renamed.json().getString("title"));
    assertEquals(course.json().getString("slug"), renamed.json().getString("slug"), "stays");
  }

  @Test
  @Proves("10.3")
  void aChangeNeedsTheVersionThatItsWriterHasSeen() {
    Api.Answer course = create(ada, new JsonObject());
    String path = below(course.need("Location"));
    JsonObject patch = JsonObject.of("summary", "changed");
    ada.patch(path, patch).problem(428, "precondition-required");
    ada.patch(path, patch, "If-Match", "\"99\"").problem(412, "precondition-failed");
    ada.delete(path).problem(428, "precondition-required");
    ada.post(path + "/archive", new JsonObject()).problem(428, "precondition-required");
    ada.put(path + "/outline", JsonObject.of("sections", new JsonArray()))
        .problem(428, "precondition-required");
    assertEquals(course.need("ETag"), ada.get(path).need("ETag"), "nothing was changed");
    ada.patch(path, patch, "If-Match", course.need("ETag")).is(200);
    ada.patch(path, patch, "If-Match", course.need("ETag")).problem(412, "precondition-failed");
  }

  @Test
  @Proves("10.3")
  void ofFiftyWritersWhoSawTheSameVersionOneWins() {
    Api.Answer course = create(ada, new JsonObject());
    String path = below(course.need("Location"));
    List<CompletableFuture<Api.Answer>> writers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    api.sendAsync(
                        "PATCH",
                        Api.V1 + path,
                        BodyPublishers.ofString("{\"summary\": \"" + i + "\"}"),
                        ada.signed(
                            "If-Match", course.need("ETag"), "Content-Type", "application/json")))
            .toList();
    List<Integer> statuses = writers.stream().map(each -> each.join().status()).sorted().toList();
    assertEquals(200, statuses.getFirst());
    assertTrue(
        statuses.subList(1, 50).stream().allMatch(status -> status == 412), () -> "" + statuses);
    assertEquals("\"2\"", ada.get(path).need("ETag"));
  }

  @Test
  void whoMayReadAndNotWriteIsRefusedAndWhoMayNotKnowFindsNothing() {
    Api.Answer course = create(ada, new JsonObject());
    String path = below(course.need("Location"));
    bob.get(path).problem(404, "not-found");
    bob.patch(path, new JsonObject(), "If-Match", "*").problem(404, "not-found");
    ada.patch(path, JsonObject.of("visibility", "public"), "If-Match", "*").is(200);
    bob.get(path).is(200);
    bob.patch(path, new JsonObject(), "If-Match", "*").problem(403, "forbidden");
    bob.delete(path, "If-Match", "*").problem(403, "forbidden");
    bob.post(path + "/archive", new JsonObject(), "If-Match", "*").problem(403, "forbidden");
    bob.post(path + "/lessons", JsonObject.of("title", "Mine")).problem(403, "forbidden");
    api.get(Api.V1 + path).is(200);
    api.patch(Api.V1 + path, new JsonObject(), "If-Match", "*").problem(401, "unauthenticated");
  }

  @Test
  @Proves("11.2")
  void anArchivedCourseIsReadAndNotWritten() {
    Api.Answer course = create(ada, JsonObject.of("visibility", "public"));
    String path = below(course.need("Location"));
    ada.post(path + "/lessons", JsonObject.of("title", "First")).is(201);
    Api.Answer archived = ada.post(path + "/archive", new JsonObject(), "If-Match", "*").is(200);
    assertEquals("archived", archived.json().getString("status"));
    Api.Answer again = ada.post(path + "/archive", new JsonObject(), "If-Match", "*").is(200);
    assertEquals(archived.need("ETag"), again.need("ETag"));
    bob.get(path + "/lessons/1").is(200);
    JsonObject title = JsonObject.of("title", "New");
    ada.patch(path, title, "If-Match", "*").problem(409, "course-archived");
    ada.post(path + "/lessons", title).problem(409, "course-archived");
    ada.patch(path + "/lessons/1", title, "If-Match", "*").problem(409, "course-archived");
    ada.delete(path + "/lessons/1", "If-Match", "*").problem(409, "course-archived");
    ada.patch(path, title, "If-Match", "\"1\"").problem(412, "precondition-failed");
    ada.patch(path, JsonObject.of("status", "active"), "If-Match", "*").is(200);
    ada.post(path + "/lessons", title).is(201);
  }

  @Test
  @Proves("11.2")
  void aCloneIsACourseOfOnesOwn() {
    Api.Answer course = create(ada, JsonObject.of("visibility", "public", "summary", "s"));
    String path = below(course.need("Location"));
    ada.post(path + "/lessons", JsonObject.of("title", "First", "summary", "one")).is(201);
    ada.post(path + "/lessons", JsonObject.of("title", "Second", "number", 7)).is(201);
    bob.post(path + "/lessons/1/complete", new JsonObject()).is(200);
    JsonObject source = ada.get(path).json();
    Api.Answer clone = bob.post(path + "/clone", new JsonObject()).is(201);
    JsonObject copy = clone.json();
    assertEquals(bob.id().toString(), copy.getJsonObject("owner").getString("id"));
    assertEquals("private", copy.getString("visibility"));
    assertEquals(withoutIds(source), withoutIds(copy));
    assertNotEquals(ids(source), ids(copy));
    String below = below(clone.need("Location"));
    assertEquals("one", bob.get(below + "/lessons/first").is(200).json().getString("summary"));
    assertEquals(
        "First", bob.get(below + "/lessons/next").json().getString("title"), "no progress");
    ada.get(below).problem(404, "not-found");
    bob.delete(below + "/lessons/1", "If-Match", "*").is(204);
    assertEquals(source, ada.get(path).json(), "the source is as it was");
  }

  private static String withoutIds(JsonObject course) {
    return course.getJsonArray("sections").encode().replaceAll("\"id\":\"[^\"]+\",?", "");
  }

  private static String ids(JsonObject course) {
    return course.getJsonArray("sections").encode();
  }

  @Test
  void aDeletedCourseIsThereForNobodyAndItsRowIsKept() {
    Api.Answer course = create(ada, JsonObject.of("visibility", "public"));
    String path = below(course.need("Location"));
    ada.post(path + "/lessons", JsonObject.of("title", "First")).is(201);
    ada.delete(path, "If-Match", "*").is(204);
    ada.get(path).problem(404, "not-found");
    ada.get(path + "/lessons/1").problem(404, "not-found");
    ada.get(path + "/lessons/next").problem(404, "not-found");
    bob.post(path + "/clone", new JsonObject()).problem(404, "not-found");
    ada.delete(path, "If-Match", "*").problem(404, "not-found");
    assertFalse(
        ada.get("/courses?limit=100").text().contains(course.json().getString("id")), "listed");
    assertEquals("1", courses(course.json().getString("title")));
    String again = slug(course.json().getString("title"));
    assertNotEquals(course.json().getString("slug"), again, "the slug stays taken");
  }

  @Test
  void deletedCoursesKeepNobodyFromLeaving() {
    String path = below(create(ada, new JsonObject()).need("Location"));
    ada.delete("/me", "If-Match", "*").problem(409, "account-owns-courses");
    ada.delete(path, "If-Match", "*").is(204);
    ada.delete("/me", "If-Match", "*").is(204);
  }

  /// A course with a title of its own and these members.
  static Api.Answer create(Person owner, JsonObject members) {
    return owner
        .post("/courses", JsonObject.of("title", unique("Course")).mergeIn(members))
        .is(201);
  }

  static String unique(String title) {
    return title + " " + UUID.randomUUID();
  }

  /// The address below the base path.
  static String below(String location) {
    assertTrue(location.startsWith(Api.V1), location);
    return location.substring(Api.V1.length());
  }

  private static JsonArray tags(String... tags) {
    return new JsonArray(List.of((Object[]) tags));
  }
}
