package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.job.JobType;
import dev.principia.job.NewJob;
import dev.principia.lab.ReactiveLabJobs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Jobs as their owners and administrators see them. The event-loop server works on them.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class JobsApiTest {
  /// Of a kind that no worker knows: it stays where it is.
  private static final JobType UNKNOWN = JobType.of("test.unknown", "test-api");

  private final Api api;
  private final Person ada;
  private final Jobs jobs = Jobs.on(Services.shared(), Services.shared().postgresUrl());

  JobsApiTest(Server server) {
    Server.EVENT_LOOP.api();
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  private UUID waiting() {
    return jobs.enqueue(NewJob.of(UNKNOWN, new JsonObject()).ownedBy(ada.id()));
  }

  private Api.Answer job(UUID job) {
    return ada.get("/jobs/" + job);
  }

  @Test
  void onlyItsOwnerSeesAJob() {
    UUID job = waiting();
    JsonObject seen = job(job).is(200).json();
    assertEquals("waiting", seen.getString("state"));
    assertEquals(new JsonArray(), seen.getJsonArray("parts"));
    Person eve = Person.signedUp(api);
    eve.get("/jobs/" + job).problem(404, "not-found");
    eve.delete("/jobs/" + job).problem(404, "not-found");
    assertEquals("waiting", jobs.state(job));
  }

  @Test
  void aFinishedJobTellsItsResultOrLeadsToIt() {
    UUID plain = waiting();
    UUID placed = waiting();
    String end =
        """
        update jobs set state = 'done', progress = 100, finished_at = now(), result = $2
         where id = $1
        """;
    jobs.run(end, plain, JsonObject.of("rows", 7));
    jobs.run(end, placed, JsonObject.of("location", "/api/v1/courses"));
    assertEquals(JsonObject.of("rows", 7), job(plain).is(200).json().getJsonObject("result"));
    assertEquals("/api/v1/courses", job(placed).is(303).need("Location"));
  }

  @Test
  void aTreeIsShownAndItsCancelCascades() {
    UUID top = waiting();
    UUID scan = jobs.enqueue(NewJob.of(UNKNOWN, new JsonObject()).ownedBy(ada.id()).childOf(top));
    UUID text =
        jobs.enqueue(
            NewJob.of(UNKNOWN, new JsonObject())
                .ownedBy(ada.id())
                .childOf(top)
                .after(List.of(scan)));
    UUID next = jobs.enqueue(NewJob.of(UNKNOWN, new JsonObject()).after(List.of(top)));
    JsonArray parts = job(top).is(200).json().getJsonArray("parts");
    assertEquals(List.of("waiting", "blocked"), states(parts));
    assertEquals(top.toString(), parts.getJsonObject(1).getString("parent"));
    assertEquals("cancelled", ada.delete("/jobs/" + top).is(202).json().getString("state"));
    assertEquals(List.of("cancelled", "cancelled"), states(job(top).json().getJsonArray("parts")));
    assertEquals("cancelled", jobs.state(next));
    assertEquals("cancelled", jobs.state(text));
    ada.delete("/jobs/" + top).is(202);
  }

  private static List<String> states(JsonArray parts) {
    return parts.stream().map(each -> ((JsonObject) each).getString("state")).toList();
  }

  @Test
  void whatRunsIsAskedToStop() {
    UUID counter = UUID.randomUUID();
    jobs.run("insert into lab_counters (id) values ($1)", counter);
    UUID job =
        jobs.enqueue(
            NewJob.of(
                    ReactiveLabJobs.COUNT,
                    JsonObject.of("counter", counter.toString(), "ms", 20_000))
                .ownedBy(ada.id()));
    jobs.awaitState(job, "running");
    assertTrue(ada.delete("/jobs/" + job).is(202).json().getBoolean("cancelRequested"));
    jobs.awaitState(job, "cancelled");
    assertEquals(
        "0", jobs.text("select value::text as text from lab_counters where id = $1", counter));
  }

  @Test
  @Proves("16.3")
  void anAdministratorFindsADeadLetterAndRevivesIt() {
    Person root = AdminApiTest.administrator(api);
    UUID counter = UUID.randomUUID();
    UUID job =
        jobs.enqueue(
            NewJob.of(ReactiveLabJobs.COUNT, JsonObject.of("counter", counter.toString(), "ms", 1))
                .ownedBy(ada.id()));
    jobs.awaitState(job, "failed");
    JsonObject letter =
        root.get("/admin/jobs?state=failed&queue=lab&limit=1")
            .is(200)
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertEquals(job.toString(), letter.getString("id"));
    assertEquals(counter.toString(), letter.getJsonObject("payload").getString("counter"));
    assertTrue(letter.getString("error").contains("no such counter"), letter::encode);
    assertEquals("There is no such counter.", job(job).json().getString("reason"));
    jobs.run("insert into lab_counters (id) values ($1)", counter);
    String retry = "/admin/jobs/" + job + "/retry";
    String[] key = {"Idempotency-Key", "retry-" + job};
    root.post(retry, new JsonObject(), key).is(202);
    jobs.awaitState(job, "done");
    root.post(retry, new JsonObject(), key).is(202);
    root.post(retry, new JsonObject()).problem(409, "illegal-transition");
    ada.post(retry, new JsonObject()).problem(403, "forbidden");
    assertEquals(
        List.of(JsonObject.of("job", job.toString())), audited(root, "job.retried"), "once");
  }

  /// What the audit log tells of an administrator who has done no more than that.
  private static List<Object> audited(Person root, String event) {
    String path = "/admin/audit?account=" + root.id() + "&event=" + event;
    return root.get(path).is(200).json().getJsonArray("items").stream()
        .map(each -> ((JsonObject) each).getValue("detail"))
        .toList();
  }

  @Test
  void anAdministratorCancelsAndListsInPages() {
    Person root = AdminApiTest.administrator(api);
    UUID first = waiting();
    UUID second = waiting();
    Api.Answer page = root.get("/admin/jobs?queue=test-api&limit=1").is(200);
    String path = "/admin/jobs?queue=test-api&limit=1&cursor=";
    assertEquals(second.toString(), id(page));
    assertEquals(first.toString(), id(root.get(path + page.json().getString("nextCursor"))));
    root.get("/admin/jobs?limit=1&cursor=" + page.json().getString("nextCursor"))
        .problem(400, "malformed-request");
    root.post("/admin/jobs/" + first + "/cancel", new JsonObject()).is(202);
    assertEquals("cancelled", jobs.state(first));
    assertEquals(List.of(JsonObject.of("job", first.toString())), audited(root, "job.stopped"));
  }

  private static String id(Api.Answer page) {
    return page.is(200).json().getJsonArray("items").getJsonObject(0).getString("id");
  }

  @Test
  void aQueueIsPausedInAllProcessesAndResumed() {
    Person root = AdminApiTest.administrator(api);
    UUID counter = UUID.randomUUID();
    jobs.run("insert into lab_counters (id) values ($1)", counter);
    String queue = "/admin/queues/lab";
    Until.within(Jobs.SOON, "the queue", () -> root.get(queue).status() == 200);
    root.patch(queue, JsonObject.of("paused", true)).problem(428, "precondition-required");
    root.patch(queue, JsonObject.of("concurrency", 0), "If-Match", "*")
        .problem(422, "invalid-request");
    String stale = root.get(queue).need("ETag");
    root.patch(queue, JsonObject.of("paused", true, "concurrency", 7), "If-Match", stale).is(200);
    root.patch(queue, JsonObject.of("paused", false), "If-Match", stale)
        .problem(412, "precondition-failed");
    JsonObject wish = JsonObject.of("counter", counter.toString(), "ms", 1);
    UUID job = jobs.enqueue(NewJob.of(ReactiveLabJobs.COUNT, wish).ownedBy(ada.id()));
    Duration looks = Duration.ofMillis(1500);
    long end = System.nanoTime() + looks.toNanos();
    Until.within(
        Jobs.SOON,
        "a second and a half of nothing",
        () -> {
          assertEquals("waiting", jobs.state(job));
          return System.nanoTime() > end;
        });
    JsonObject resumed = JsonObject.of("paused", false).putNull("concurrency");
    root.patch(queue, resumed, "If-Match", "*").is(200);
    jobs.awaitState(job, "done");
    assertEquals(
        List.of(
            JsonObject.of("queue", "lab", "paused", false),
            JsonObject.of("queue", "lab", "paused", true, "concurrency", 7)),
        audited(root, "queue.updated"));
  }
}
