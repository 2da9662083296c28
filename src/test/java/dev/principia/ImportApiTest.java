package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.course.RandomOutlines;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Courses from outlines and back.
@ParameterizedClass
@EnumSource(Server.class)
final class ImportApiTest {
  private final Api api;
  private final Person ada;
  private final String title = "Plans " + UUID.randomUUID();

  ImportApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  void anOutlineBecomesACourseAndItsTicksTheCallersProgress() {
    Api.Answer made = send(outline("### A", "- [x] 1. *One*", "### B", "- [ ] 7. Two")).is(201);
    assertEquals(report(2, 2, 2, 0, 0, 0), made.json());
    String path = CourseWritingApiTest.below(made.need("Location"));
    JsonObject course = ada.get(path).is(200).json();
    assertEquals(title, course.getString("title"));
    assertEquals("private", course.getString("visibility"));
    assertEquals("*One*", ada.get(path + "/lessons/1").json().getString("title"), "as typed");
    assertEquals("Two", ada.get(path + "/lessons/next").json().getString("title"));
  }

  @Test
  void importingAgainChangesNothingAndKeepsAllIds() {
    String first = outline("### A", "- [ ] 1. One", "- [ ] 2. Two", "### B", "- [ ] 3. Three");
    String path = CourseWritingApiTest.below(send(first).is(201).need("Location"));
    Api.Answer before = ada.get(path);
    Api.Answer again = send(first).is(200);
    assertEquals(report(2, 3, 0, 0, 3, 0), again.json());
    assertEquals(Api.V1 + path, again.need("Location"));
    assertEquals(before.need("ETag"), ada.get(path).need("ETag"));
    String two = ada.get(path + "/lessons/2").json().getString("id");
    assertEquals(
        report(2, 3, 1, 2, 0, 1),
        send(outline("### B", "- [ ] 3. Third", "- [ ] 2. Two", "### C", "- [ ] 4. Four"))
            .is(200)
            .json());
    JsonObject moved = ada.get(path + "/lessons/" + two).is(200).json();
    assertEquals("B", moved.getJsonObject("section").getString("title"));
    ada.get(path + "/lessons/1").problem(404, "not-found");
    assertEquals("three", ada.get(path + "/lessons/3").json().getString("slug"), "stays");
  }

  @Test
  void ticksArriveEvenWhenNothingElseChanges() {
    String path =
        CourseWritingApiTest.below(send(outline("- [ ] 1. One")).is(201).need("Location"));
    String etag = ada.get(path).need("ETag");
    send(outline("- [x] 1. One")).is(200);
    ada.get(path + "/lessons/next").problem(404, "course-completed");
    assertEquals(etag, ada.get(path).need("ETag"), "a course holds nobody's progress");
    send(outline("- [ ] 1. One")).is(200);
    ada.get(path + "/lessons/next").problem(404, "course-completed");
  }

  @Test
  void aDryRunTellsAndDoesNothing() {
    Api.Answer told = send("?dryRun=true", outline("- [x] 1. One"), UUID.randomUUID().toString());
    assertEquals(report(1, 1, 1, 0, 0, 0), told.is(200).json());
    assertTrue(told.header("Location").isEmpty());
    assertEquals("0", count());
    send(outline("- [ ] 1. One")).is(201);
    told = send("?dryRun=true", outline("- [x] 1. Two"), UUID.randomUUID().toString());
    assertEquals(report(1, 1, 0, 1, 0, 0), told.is(200).json());
    String path = CourseWritingApiTest.below(told.need("Location"));
    assertEquals("One", ada.get(path + "/lessons/next").json().getString("title"));
  }

  private String count() {
    return AccountsApiTest.text(
        "select count(*)::text as text from courses where title = $1", title);
  }

  @Test
  void whatCannotBeUnderstoodIsToldByItsLine() {
    assertEquals(
        List.of("line 4 unknown-mark", "line 5 duplicate-number", "line 6 number-out-of-range"),
        send(outline("- [ ] 2. One", "- [?] 3. Two", "- [ ] 2. Three", "- [ ] 10000. Four"))
            .problem(422, "invalid-request")
            .defects());
    assertEquals(
        List.of("line 1 no-title", "line 1 no-lessons"),
        send("nothing").problem(422, "invalid-request").defects());
    assertEquals(
        List.of("line 1 summary-too-long"),
        send("# T\n" + "s".repeat(2001) + "\n- [ ] 1. One\n")
            .problem(422, "invalid-request")
            .defects());
  }

  @Test
  @Proves("10.1")
  void anImportNeedsAKeyAndHappensOnce() {
    String outline = outline("- [ ] 1. One");
    assertEquals(
        List.of("Idempotency-Key required"),
        send("", outline, null).problem(400, "malformed-request").defects());
    String key = UUID.randomUUID().toString();
    Api.Answer first = send("", outline, key).is(201);
    Api.Answer again = send("", outline, key).is(201);
    assertEquals(first.json(), again.json());
    assertEquals(first.need("Location"), again.need("Location"));
    assertEquals("true", again.need("Idempotency-Replayed"));
    send("", outline + "\n- [ ] 2. Two\n", key).problem(422, "idempotency-key-reused");
    send("?dryRun=true", outline, key).problem(422, "idempotency-key-reused");
    assertEquals("1", count());
  }

  @Test
  void whatOtherProgramsWriteIsUnderstood() {
    String text =
        "\uFEFF# "
            + title
            + "\r\n\r\n## Part *one*\r\n* [X] 1. A [link](https://example.org)\r\n"
            + "    + [ ] nested `code`\r\n\r\n## Part two\r\n1. [ ] 9. Last\r\n";
    Api.Answer made = send(text).is(201);
    assertEquals(report(2, 3, 3, 0, 0, 0), made.json());
    JsonObject course = ada.get(CourseWritingApiTest.below(made.need("Location"))).json();
    List<String> titles =
        CoursesApiTest.objects(course, "sections").stream()
            .flatMap(section -> CoursesApiTest.objects(section, "lessons").stream())
            .map(lesson -> lesson.getInteger("number") + " " + lesson.getString("title"))
            .toList();
    assertEquals(List.of("1 A [link](https://example.org)", "2 nested `code`", "9 Last"), titles);
  }

  @Test
  void slugsNeverCollide() {
    send(outline("- [ ] 1. X", "- [ ] 3. X 2", "- [ ] 2. X", "- [ ] 4. X 2x2")).is(201);
    Person bob = Person.signedUp(api);
    Api.Answer theirs =
        send(bob, "", outline("- [ ] 1. One"), UUID.randomUUID().toString()).is(201);
    assertTrue(theirs.need("Location").matches(".*-[a-z0-9]{6}"));
    assertEquals("2", count());
  }

  @Test
  void twoImportsOfOneOutlineMakeOneCourse() {
    List<CompletableFuture<Api.Answer>> imports =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    api.sendAsync(
                        "POST",
                        Api.V1 + "/courses/imports",
                        BodyPublishers.ofString(
                            outline("- [x] 1. One", "- [ ] " + (i + 2) + ". Two")),
                        ada.signed(
                            "Content-Type", "text/markdown", "Idempotency-Key", "twin-" + i)))
            .toList();
    List<Integer> statuses = imports.stream().map(each -> each.join().status()).sorted().toList();
    assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 201), statuses);
    assertEquals("1", count());
  }

  @Test
  void anArchivedCourseIsNotImportedOver() {
    String path =
        CourseWritingApiTest.below(send(outline("- [ ] 1. One")).is(201).need("Location"));
    ada.post(path + "/archive", new JsonObject(), "If-Match", "*").is(200);
    send(outline("- [ ] 1. Two")).problem(409, "course-archived");
    send(outline("- [x] 1. One")).is(200);
  }

  @Test
  void anExportIsTheFileThatWasImportedByteForByte() {
    long seed = new Random().nextLong();
    RandomOutlines outlines = new RandomOutlines(new Random(seed));
    Person bob = Person.signedUp(api);
    for (int i = 0; i < 15; i++) {
      String first = export(ada, outlines.next().toMarkdown(), seed);
      assertEquals(first, export(bob, first, seed), () -> "seed " + seed);
      assertFalse(first.isEmpty());
    }
  }

  /// Imports as this person and exports what has become of it.
  private String export(Person person, String outline, long seed) {
    Api.Answer made = send(person, "", outline, UUID.randomUUID().toString());
    assertTrue(made.status() < 300, () -> "seed " + seed + made.text() + outline);
    Api.Answer exported =
        api.get(made.need("Location"), person.signed("Accept", "text/markdown")).is(200);
    assertEquals(outline, exported.text(), () -> "seed " + seed);
    String path = CourseWritingApiTest.below(made.need("Location"));
    person.delete(path, "If-Match", "*").is(204); // the next one may have the same title
    return exported.text();
  }

  /// How many statements it may run is held against the contract, and a blocked event loop fails.
  @Test
  @Proves("12.10")
  void anOutlineOfTenThousandLessonsTakesAsManyStatementsAsOneOfTen() {
    String[] lines =
        IntStream.rangeClosed(1, 9_999)
            .mapToObj(
                i -> (i % 50 == 1 ? "## Part " + i + "\n" : "") + "- [x] " + i + ". Lesson " + i)
            .toArray(String[]::new);
    assertEquals(report(200, 9_999, 9_999, 0, 0, 0), send(outline(lines)).is(201).json());
    assertEquals(report(200, 9_999, 0, 0, 9_999, 0), send(outline(lines)).is(200).json());
  }

  @Test
  void ticksInAnExportAreTheReadersOwn() {
    String text = outline("### A", "- [x] 1. One", "- [ ] 2. Two");
    Api.Answer made = send(text).is(201);
    String path = CourseWritingApiTest.below(made.need("Location"));
    ada.patch(path, JsonObject.of("visibility", "public"), "If-Match", "*").is(200);
    Api.Answer mine = api.get(Api.V1 + path, ada.signed("Accept", "text/markdown")).is(200);
    assertTrue(mine.text().contains("- [x] 1. One\n- [ ] 2. Two"), mine.text());
    Api.Answer theirs = api.get(Api.V1 + path, "Accept", "text/markdown").is(200);
    assertTrue(theirs.text().contains("- [ ] 1. One\n- [ ] 2. Two"), theirs.text());
    assertFalse(mine.need("ETag").equals(theirs.need("ETag")));
    assertTrue(theirs.response().headers().allValues("Vary").contains("Accept"));
  }

  private String outline(String... lines) {
    return "# " + title + "\n\n" + String.join("\n", lines) + "\n";
  }

  private static JsonObject report(
      int sections, int lessons, int created, int updated, int unchanged, int removed) {
    return JsonObject.of("sections", sections, "lessons", lessons, "created", created)
        .put("updated", updated)
        .put("unchanged", unchanged)
        .put("removed", removed);
  }

  private Api.Answer send(String outline) {
    return send("", outline, UUID.randomUUID().toString());
  }

  private Api.Answer send(
      String query, String outline, @org.jspecify.annotations.Nullable String key) {
    return send(ada, query, outline, key);
  }

  private Api.Answer send(
      Person person, String query, String outline, @org.jspecify.annotations.Nullable String key) {
    String[] headers =
        key == null
            ? person.signed("Content-Type", "text/markdown")
            : person.signed("Content-Type", "text/markdown", "Idempotency-Key", key);
    return api.send(
        "POST", Api.V1 + "/courses/imports" + query, BodyPublishers.ofString(outline), headers);
  }
}
