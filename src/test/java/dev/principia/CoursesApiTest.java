package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.course.Outline;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Server.class)
final class CoursesApiTest {
  private static final String COURSE = Api.V1 + "/courses/learning-backend-from-first-principles";

  private final Api api;

  CoursesApiTest(Server server) {
    this.api = server.api();
  }

  @Test
  @Proves("1.2")
  void theSeededCourseHasTheSectionsAndLessonsOfItsReadme() {
    List<JsonObject> sections = objects(api.get(COURSE).is(200).json(), "sections");
    assertEquals(12, sections.size());
    assertEquals(31, sections.stream().mapToInt(s -> objects(s, "lessons").size()).sum());
    JsonObject performance =
        sections.stream()
            .filter(s -> s.getString("title").equals("Performance"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(14, 17, 23, 24),
        objects(performance, "lessons").stream().map(l -> l.getInteger("number")).toList());
    assertEquals(List.of(1, 2, 3), completedByTheDemoLearner());
  }

  private static List<Integer> completedByTheDemoLearner() {
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      return database
          .db()
          .work(
              tx ->
                  tx.list(
                      Query.of(
                          """
                          select l.number from progress p
                            join lessons l on l.id = p.lesson_id
                            join accounts a on a.id = p.account_id
                           where a.email = $1 and p.status = 'completed' order by l.number
                          """,
                          row -> row.get(Integer.class, "number"),
                          Services.shared().credential("learner", "email"))));
    }
  }

  @Test
  void anonymousReadersSeePublicCoursesWithOutlineAndLessons() {
    JsonObject listed =
        objects(api.get(Api.V1 + "/courses?sort=title&limit=100").is(200).json(), "items").stream()
            .filter(c -> c.getString("slug").equals("learning-backend-from-first-principles"))
            .findFirst()
            .orElseThrow();
    assertEquals(31, listed.getInteger("lessonCount"));
    assertEquals("HTTP Protocol", api.get(COURSE + "/lessons/2").is(200).json().getString("title"));
  }

  @Test
  @Proves("2.1")
  void anUnchangedCourseIsNotSentAgain() {
    Api.Answer first = api.get(COURSE).is(200);
    String etag = first.need("ETag");
    assertTrue(etag.matches("\"[^\"]+\""), etag);
    Api.Answer again = api.get(COURSE, "If-None-Match", "\"other\", W/" + etag).is(304);
    assertEquals(etag, again.need("ETag"));
    assertEquals(first.header("Vary"), again.header("Vary"));
    api.get(COURSE, "If-None-Match", "\"other\"").is(200);
  }

  @Test
  @Proves("2.1")
  void headIsGetWithoutTheBody() {
    Api.Answer get = api.get(COURSE + "/lessons/2").is(200);
    Api.Answer head = api.head(COURSE + "/lessons/2").is(200);
    assertEquals(get.need("ETag"), head.need("ETag"));
    assertEquals(get.need("Content-Type"), head.need("Content-Type"));
    assertEquals(get.need("Content-Length"), head.need("Content-Length"));
    assertEquals("", head.text());
  }

  @Test
  void aCourseIsItsOutlineWhenMarkdownIsAskedFor() {
    Api.Answer answer = api.get(COURSE, "Accept", "text/html;q=0.9, text/markdown").is(200);
    assertEquals("text/markdown; charset=utf-8", answer.need("Content-Type"));
    assertFalse(answer.need("ETag").equals(api.get(COURSE).need("ETag")));
    Outline outline = Outline.parse(answer.text());
    assertEquals(12, outline.sections().size());
    assertTrue(
        outline.sections().stream()
            .flatMap(s -> s.lessons().stream())
            .noneMatch(Outline.Item::done),
        "a course holds nobody's progress");
  }

  @Test
  @Proves("3.1")
  @Proves("3.2")
  void aLessonHasThreeNamesAndOneCanonicalAddress() {
    Api.Answer bySlug = api.get(COURSE + "/lessons/caching").is(200);
    Api.Answer byNumber = api.get(COURSE + "/lessons/14").is(200);
    Api.Answer byId = api.get(COURSE + "/lessons/" + bySlug.json().getString("id")).is(200);
    assertEquals(bySlug.json(), byNumber.json());
    assertEquals(bySlug.json(), byId.json());
    String canonical = "<" + COURSE + "/lessons/caching>; rel=\"canonical\"";
    assertEquals(canonical, byNumber.need("Link"));
    assertEquals(canonical, byId.need("Link"));
    assertTrue(bySlug.header("Link").isEmpty());
  }

  @Test
  void aCourseReachedByIdNamesItsCanonicalAddress() {
    JsonObject course = api.get(COURSE).json();
    Api.Answer byId = api.get(Api.V1 + "/courses/" + course.getString("id")).is(200);
    assertEquals(course, byId.json());
    assertEquals("<" + COURSE + ">; rel=\"canonical\"", byId.need("Link"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    api.get(Api.V1 + "/courses/no-such-course").problem(404, "not-found");
    api.get(Api.V1 + "/courses/00000000-0000-7000-8000-000000000000").problem(404, "not-found");
    api.get(COURSE + "/lessons/99").problem(404, "not-found");
    api.get(COURSE + "/lessons/999999999999").problem(404, "not-found");
    api.get(COURSE + "/lessons/no-such-lesson").problem(404, "not-found");
  }

  @Test
  void lessonsCarryTheirVideos() {
    JsonObject lesson = api.get(COURSE + "/lessons/24").json();
    assertEquals(
        "https://youtu.be/bs9MEYRTA30", objects(lesson, "resources").getFirst().getString("url"));
    assertEquals(List.of(), objects(api.get(COURSE + "/lessons/31").json(), "resources"));
  }

  @Test
  @Proves("6.2")
  void everyDefectOfTheQueryIsNamedAtOnce() {
    assertEquals(
        List.of("sort unknown-value", "limit not-an-integer", "colour unknown-parameter"),
        api.get(Api.V1 + "/courses?limit=abc&sort=best&colour=red")
            .problem(400, "malformed-request")
            .defects());
  }

  @Test
  @Proves("10.6")
  void limitsAndSortsAreAClosedVocabulary() {
    for (String query : List.of("limit=0", "limit=101", "limit=-1", "sort=id", "sort=", "x=1")) {
      api.get(Api.V1 + "/courses?" + query).problem(422, "invalid-request");
    }
    for (String query :
        List.of("limit=1.5", "limit=", "limit=1&limit=2", "cursor=%ff", "cursor=x")) {
      api.get(Api.V1 + "/courses?" + query).problem(400, "malformed-request");
    }
  }

  @Test
  @Proves("6.3")
  void aRefusedRequestRunsNoStatement() {
    String timing = api.get(Api.V1 + "/courses?limit=0").is(422).need("Server-Timing");
    assertTrue(timing.contains("desc=\"0\""), timing);
    assertTrue(api.get(Api.V1 + "/courses").need("Server-Timing").contains("desc=\"1\""));
  }

  static List<JsonObject> objects(JsonObject json, String array) {
    return json.getJsonArray(array).stream().map(JsonObject.class::cast).toList();
  }
}
