package dev.principia;

import static dev.principia.CourseWritingApiTest.below;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/// Lessons by hand, their order, and one's way through them.
@ParameterizedClass
@EnumSource(Server.class)
final class LessonWritingApiTest {
  private final Api api;
  private final Person ada;
  private final String path;

  LessonWritingApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
    this.path = below(CourseWritingApiTest.create(ada, new JsonObject()).need("Location"));
  }

  @Test
  void lessonsGetTheNextFreeNumberAndASlugOfTheirOwn() {
    Api.Answer first = add("Index Scans");
    assertEquals(1, first.json().getInteger("number"));
    assertEquals("index-scans", first.json().getString("slug"));
    assertEquals(Api.V1 + path + "/lessons/index-scans", first.need("Location"));
    assertEquals("Lessons", first.json().getJsonObject("section").getString("title"));
    assertEquals("index-scans-2", add("Index scans!").json().getString("slug"));
    assertEquals("lesson-next", add("Next").json().getString("slug"));
    assertEquals("lesson-4", add("\u7b2c\u56db").json().getString("slug"));
    ada.post(path + "/lessons", JsonObject.of("title", "Last", "number", 9999)).is(201);
    assertEquals(5, add("Gap").json().getInteger("number"), "above the last there is none");
    ada.post(path + "/lessons", JsonObject.of("title", "Again", "number", 5))
        .problem(409, "lesson-number-taken");
    ada.post(
            path + "/lessons",
            JsonObject.of("title", "No", "section", UUID.randomUUID().toString()))
        .problem(422, "invalid-request");
    assertEquals(List.of(1, 2, 3, 4, 9999, 5), numbers());
  }

  @Test
  void aCourseIsFullWhenAllNumbersAreTaken() {
    String sql =
        """
        insert into lessons (id, course_id, section_id, position, number, slug, title)
        select gen_random_uuid(), course_id, section_id, n, n, 'lesson-' || n, 'Lesson'
          from lessons, generate_series(2, 9999) n where course_id = $1
        returning title as text
        """;
    add("The first");
    AccountsApiTest.text(sql, UUID.fromString(ada.get(path).json().getString("id")));
    ada.post(path + "/lessons", JsonObject.of("title", "One more")).problem(409, "course-full");
  }

  @Test
  void numbersAndSlugsAreUniqueWhenManyAddAtOnce() {
    List<CompletableFuture<Api.Answer>> adding =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    api.sendAsync(
                        "POST",
                        Api.V1 + path + "/lessons",
                        BodyPublishers.ofString("{\"title\": \"Same\"}"),
                        ada.signed("Content-Type", "application/json")))
            .toList();
    adding.forEach(each -> each.join().is(201));
    assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), numbers());
    assertEquals(
        "30 30",
        AccountsApiTest.text(
            """
            select count(distinct slug) || ' ' || max(position) as text from lessons
             where course_id = $1
            """,
            UUID.fromString(ada.get(path).json().getString("id"))));
  }

  @Test
  @Proves("4.3")
  @Proves("10.4")
  void aLessonHasAVersionOfItsOwnAndRaisesThatOfItsCourse() {
    Api.Answer lesson = add("First");
    add("Second");
    String at = path + "/lessons/1";
    String course = ada.get(path).need("ETag");
    Api.Answer read = ada.get(at);
    Api.Answer same = ada.patch(at, new JsonObject(), "If-Match", read.need("ETag")).is(200);
    assertEquals(read.need("ETag"), same.need("ETag"));
    assertEquals(course, ada.get(path).need("ETag"));
    ada.patch(at, JsonObject.of("title", "x")).problem(428, "precondition-required");
    ada.patch(at, JsonObject.of("title", "x"), "If-Match", "\"9-1\"")
        .problem(412, "precondition-failed");
    Api.Answer changed =
        ada.patch(
                at, JsonObject.of("title", "Changed", "number", 8), "If-Match", lesson.need("ETag"))
            .is(200);
    assertEquals("first", changed.json().getString("slug"), "stays");
    assertNotEquals(course, ada.get(path).need("ETag"));
    ada.patch(at.replace("/1", "/8"), JsonObject.of("number", 2), "If-Match", "*")
        .problem(409, "lesson-number-taken");
    ada.patch(at.replace("/1", "/8"), JsonObject.of("title", "x"), "If-Match", lesson.need("ETag"))
        .problem(412, "precondition-failed");
  }

  @Test
  void theValidatorChangesWithWhateverIsShown() {
    add("First");
    String before = ada.get(path + "/lessons/1").need("ETag");
    ada.patch(path, JsonObject.of("title", "Another title"), "If-Match", "*").is(200);
    Api.Answer after = ada.get(path + "/lessons/1");
    assertEquals("Another title", after.json().getJsonObject("course").getString("title"));
    assertNotEquals(before, after.need("ETag"));
    ada.patch(path + "/lessons/1", JsonObject.of("summary", "s"), "If-Match", before).is(200);
  }

  @Test
  void lessonsBehindADeletedOneMoveUp() {
    add("One");
    add("Two");
    add("Three");
    ada.delete(path + "/lessons/1").problem(428, "precondition-required");
    ada.delete(path + "/lessons/1", "If-Match", "*").is(204);
    ada.delete(path + "/lessons/1", "If-Match", "*").problem(404, "not-found");
    assertEquals(List.of(2, 3), numbers());
    assertEquals("1,2", positions());
  }

  @Test
  @Proves("3.1")
  void theNextLessonIsNoLessonCalledNext() {
    add("Next");
    add("Second");
    Api.Answer next = ada.get(path + "/lessons/next").is(200);
    assertEquals("lesson-next", next.json().getString("slug"));
    assertTrue(next.need("Link").contains("/lessons/lesson-next>; rel=\"canonical\""));
    complete("1");
    assertEquals("second", ada.get(path + "/lessons/next").json().getString("slug"));
    complete("second");
    ada.get(path + "/lessons/next").problem(404, "course-completed");
    api.get(Api.V1 + path + "/lessons/next").problem(401, "unauthenticated");
  }

  @Test
  @Proves("3.6")
  @Proves("11.2")
  void completingIsDeprecatedAndNamesItsSuccessor() {
    add("First");
    Api.Answer done = complete("first");
    assertEquals("completed", done.json().getString("status"));
    assertTrue(done.need("Deprecation").matches("@[0-9]{10}"));
    assertEquals("Mon, 1 Nov 2027 00:00:00 GMT", done.need("Sunset"));
    String links = String.join(", ", done.response().headers().allValues("Link"));
    assertTrue(links.contains("rel=\"deprecation\""), links);
    assertTrue(
        links.contains("<" + Api.V1 + path + "/lessons/first/progress>; rel=\"successor-version\""),
        links);
    assertEquals(done.json(), complete("1").json(), "once more changes nothing");
    Person bob = Person.signedUp(api);
    bob.post(path + "/lessons/1/complete", new JsonObject()).problem(404, "not-found");
  }

  @Test
  void anOutlineIsReplacedInOneStep() {
    List<String> ids = List.of(id(add("One")), id(add("Two")), id(add("Three")));
    String etag = ada.get(path).need("ETag");
    String section = sections().getFirst().getString("id");
    Api.Answer changed =
        outline(
                etag,
                section("Fresh", null, ids.get(2)),
                section("Kept", section, ids.get(1), ids.get(0)),
                section("Empty", null))
            .is(200);
    assertNotEquals(etag, changed.need("ETag"));
    assertEquals(List.of(3, 2, 1), numbers());
    assertEquals(section, sections().get(1).getString("id"));
    assertEquals(
        "Fresh", ada.get(path + "/lessons/3").json().getJsonObject("section").getString("title"));
    Api.Answer same =
        outline(
                changed.need("ETag"),
                section("Fresh", sections().get(0).getString("id"), ids.get(2)),
                section("Kept", section, ids.get(1), ids.get(0)),
                section("Empty", sections().get(2).getString("id")))
            .is(200);
    assertEquals(changed.need("ETag"), same.need("ETag"), "nothing to change");
  }

  @Test
  void anOutlineNamesEveryLessonOnce() {
    String first = id(add("One"));
    id(add("Two"));
    String stranger = UUID.randomUUID().toString();
    String etag = ada.get(path).need("ETag");
    assertEquals(
        List.of(
            "/sections/0/title empty-title",
            "/sections/0/lessons/1 duplicate-lesson",
            "/sections/1/id unknown-section",
            "/sections/1/lessons/0 unknown-lesson",
            "/sections missing-lessons"),
        outline("*", section(" ", null, first, first), section("Two", stranger, stranger))
            .problem(422, "invalid-request")
            .defects());
    assertEquals(etag, ada.get(path).need("ETag"));
  }

  @Test
  @Proves("12.6")
  void fiftyReordersAtOnceLeaveEveryPlaceTakenOnce() {
    List<String> ids = IntStream.rangeClosed(1, 12).mapToObj(i -> id(add("Lesson " + i))).toList();
    List<CompletableFuture<Api.Answer>> writers =
        IntStream.range(0, 50).mapToObj(i -> reorder(ids, i)).toList();
    writers.forEach(each -> each.join().is(200));
    assertEquals(
        IntStream.rangeClosed(1, 12).boxed().toList(), numbers().stream().sorted().toList());
    assertEquals(
        "true",
        AccountsApiTest.text(
            """
            select bool_and(complete)::text as text from (
              select min(position) = 1 and max(position) = count(distinct position)
                     and count(*) = count(distinct position) as complete
                from lessons where course_id = $1 group by section_id
              union all
              select min(position) = 1 and max(position) = 2 and count(*) = 2
                from sections where course_id = $1) each
            """,
            courseId()));
  }

  private CompletableFuture<Api.Answer> reorder(List<String> ids, int turn) {
    int cut = 1 + turn % (ids.size() - 1);
    JsonArray sections =
        new JsonArray()
            .add(section("B", null, ids.subList(cut, ids.size()).toArray(String[]::new)))
            .add(section("A", null, ids.subList(0, cut).toArray(String[]::new)));
    return api.sendAsync(
            "PUT",
            Api.V1 + path + "/outline",
            BodyPublishers.ofString(JsonObject.of("sections", sections).encode()),
            ada.signed("If-Match", "*", "Content-Type", "application/json"))
        .thenCompose(
            answer ->
                answer.status() == 503 // all connections wait for the same course: ask again
                    ? reorder(ids, turn)
                    : CompletableFuture.completedFuture(answer));
  }

  private UUID courseId() {
    return UUID.fromString(ada.get(path).json().getString("id"));
  }

  private String positions() {
    return AccountsApiTest.text(
        """
        select string_agg(position::text, ',' order by position) as text
          from lessons where course_id = $1
        """,
        courseId());
  }

  private Api.Answer outline(String etag, JsonObject... sections) {
    return ada.put(
        path + "/outline",
        JsonObject.of("sections", new JsonArray(List.of((Object[]) sections))),
        "If-Match",
        etag);
  }

  private static JsonObject section(
      String title, @org.jspecify.annotations.Nullable String id, String... lessons) {
    JsonObject section =
        JsonObject.of("title", title, "lessons", new JsonArray(List.of((Object[]) lessons)));
    return id == null ? section : section.put("id", id);
  }

  private List<JsonObject> sections() {
    return CoursesApiTest.objects(ada.get(path).json(), "sections");
  }

  private List<Integer> numbers() {
    return sections().stream()
        .flatMap(section -> CoursesApiTest.objects(section, "lessons").stream())
        .map(lesson -> lesson.getInteger("number"))
        .toList();
  }

  private Api.Answer complete(String lesson) {
    return ada.post(path + "/lessons/" + lesson + "/complete", new JsonObject()).is(200);
  }

  private static String id(Api.Answer answer) {
    return answer.json().getString("id");
  }

  private Api.Answer add(String title) {
    return ada.post(path + "/lessons", JsonObject.of("title", title)).is(201);
  }
}
