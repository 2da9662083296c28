package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Outlines that somebody does not want to wait for. The event-loop server works on them.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class ImportJobApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Api api;
  private final Person ada;
  private final String title = "Plans " + UUID.randomUUID();

  ImportJobApiTest(Server server) {
    Server.EVENT_LOOP.api();
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  void aLongOutlineBecomesACourseLater() {
    StringBuilder outline = new StringBuilder("# " + title + "\n\n### All\n");
    for (int i = 1; i <= 3000; i++) {
      outline.append("- [ ] ").append(i).append(". Lesson ").append(i).append('\n');
    }
    String job = accepted("", outline.toString(), "k1");
    Until.within(SOON, "the import", () -> ada.get(job).status() == 303);
    Api.Answer done = ada.get(job);
    assertEquals(3000, done.json().getJsonObject("result").getInteger("created"));
    JsonObject course = ada.get(CourseWritingApiTest.below(done.need("Location"))).json();
    assertEquals(title, course.getString("title"));
    assertEquals(job, accepted("", outline.toString(), "k1"), "the same key is the same job");
  }

  @Test
  @Proves("16.9")
  void howFarItIsStreamsToItsOwnerAndNobodyElse() {
    Person eve = Person.signedUp(api);
    try (OpenStream mine = OpenStream.of(ada, "?types=job.progress");
        OpenStream others = OpenStream.of(eve, "?types=job.progress")) {
      String job = accepted("", outline(), "k6");
      Until.within(SOON, "the end", () -> states(mine).contains("done"));
      assertEquals("running", states(mine).getFirst());
      assertEquals("done", states(mine).getLast());
      JsonObject last = mine.events().getLast().getJsonObject("data").getJsonObject("job");
      assertEquals(job, "/jobs/" + last.getString("id"));
      assertEquals(100, last.getInteger("progress"));
      send(eve, "", outline(), "k7").is(202);
      Until.within(SOON, "another's", () -> states(others).contains("done"));
      assertFalse(
          others.events().stream().anyMatch(each -> each.encode().contains(last.getString("id"))));
    }
  }

  private static List<String> states(OpenStream stream) {
    return stream.events().stream()
        .map(each -> each.getJsonObject("data").getJsonObject("job").getString("state"))
        .toList();
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedAtOnce() {
    assertEquals(
        1,
        send(ada, "", "# Only a title\n", "k2").problem(422, "invalid-request").defects().size());
  }

  @Test
  void aDryRunIsAReportAndNoCourse() {
    String job = accepted("?dryRun=true", outline(), "k3");
    Until.within(SOON, "the report", () -> state(job).equals("done"));
    JsonObject report = ada.get(job).is(200).json().getJsonObject("result");
    assertEquals(1, report.getInteger("created"));
    assertEquals(
        "0",
        AccountsApiTest.text(
            "select count(*)::text as text from courses where owner_id = $1", ada.id()));
  }

  @Test
  void whatTheRulesRefuseEndsTheJobAndSaysWhy() {
    String first = accepted("", outline(), "k4");
    Until.within(SOON, "the import", () -> ada.get(first).status() == 303);
    String path = CourseWritingApiTest.below(ada.get(first).need("Location"));
    ada.post(path + "/archive", new JsonObject(), "If-Match", "*").is(200);
    String second = accepted("", outline() + "- [ ] 2. Two\n", "k5");
    Until.within(SOON, "the end", () -> state(second).equals("failed"));
    JsonObject failed = ada.get(second).json();
    assertEquals(1, failed.getInteger("attempt"));
    assertEquals("Make the course active again before changing it.", failed.getString("reason"));
  }

  private String outline() {
    return "# " + title + "\n\n### A\n- [ ] 1. One\n";
  }

  private String state(String job) {
    return ada.get(job).json().getString("state");
  }

  private String accepted(String query, String outline, String key) {
    Api.Answer accepted = send(ada, query, outline, key).is(202);
    assertEquals("respond-async", accepted.need("Preference-Applied"));
    return CourseWritingApiTest.below(accepted.need("Location"));
  }

  private Api.Answer send(Person person, String query, String outline, String key) {
    return api.send(
        "POST",
        Api.V1 + "/courses/imports" + query,
        BodyPublishers.ofString(outline),
        person.signed(
            "Content-Type", "text/markdown", "Idempotency-Key", key, "Prefer", "respond-async"));
  }
}
