package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.job.BlockingOperator;
import dev.principia.job.JobHandler;
import dev.principia.job.JobKind;
import dev.principia.job.JobRefused;
import dev.principia.job.JobSql;
import dev.principia.job.NewJob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Jobs that hang on one another: parts of a whole, and one after the other.
@Execution(ExecutionMode.CONCURRENT)
final class JobOrderTest {
  private final Jobs jobs = Jobs.alone();
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean broken = new AtomicBoolean();

  /// The scan splits the work in two parts that may run side by side.
  private final JobHandler handler =
      job -> {
        String name = job.payload().getString("name");
        order.add(name);
        if (name.equals("text") && broken.get()) {
          throw new JobRefused("No text in it.");
        }
        return name.equals("whole")
            ? job.complete(
                tx ->
                    tx.only(JobSql.enqueue(part("thumbnail").partOf(job)))
                        .compose(id -> tx.only(JobSql.enqueue(part("text").partOf(job))))
                        .map(new JsonObject()))
            : Future.succeededFuture(new JsonObject());
      };

  @AfterEach
  void close() {
    jobs.close();
  }

  private static NewJob part(String name) {
    return NewJob.of(JobsTest.WORK, JsonObject.of("name", name));
  }

  private Jobs.Worker worker() {
    return jobs.worker(new JobKind(JobsTest.WORK, handler));
  }

  private String state(String name) {
    return jobs.text("select state as text from jobs where payload ->> 'name' = $1", name);
  }

  @Test
  void aWholeIsDoneWhenItsPartsAreAndWhatComesAfterItThen() {
    UUID scan = jobs.enqueue(part("scan"));
    UUID whole = jobs.enqueue(part("whole").after(List.of(scan)));
    UUID index = jobs.enqueue(part("index").after(List.of(whole)));
    assertEquals("blocked", jobs.state(index));
    try (Jobs.Worker _ = worker()) {
      jobs.finishAll();
    }
    assertEquals(List.of("scan", "whole"), order.subList(0, 2));
    assertEquals("index", order.getLast());
    assertEquals(5, order.size());
    assertEquals(5, jobs.count("state = 'done'"));
    assertThrows(
        RuntimeException.class,
        () -> jobs.enqueue(part("late").childOf(whole)),
        "a part of what is over");
  }

  @Test
  void aWholeFailsWithAPartAndIsDoneWhenThatOneIsRedriven() {
    broken.set(true);
    UUID whole = jobs.enqueue(part("whole"));
    UUID index = jobs.enqueue(part("index").after(List.of(whole)));
    try (Jobs.Worker _ = worker()) {
      jobs.finishAll();
      assertEquals("failed", jobs.state(whole));
      assertEquals("failed", state("text"));
      assertEquals("done", state("thumbnail"));
      assertEquals("cancelled", jobs.state(index));
      broken.set(false);
      UUID text =
          UUID.fromString(
              jobs.text("select id::text as text from jobs where payload ->> 'name' = 'text'"));
      try (Database database = new Database(jobs.config())) {
        new BlockingOperator(database.db()).retry(text);
      }
      jobs.finishAll();
    }
    assertEquals("done", jobs.state(whole));
    assertEquals("done", jobs.state(index));
  }

  @Test
  void ofManyThatEndAtOnceTheLastOneLetsTheNextBegin() {
    List<UUID> all = IntStream.range(0, 60).mapToObj(i -> jobs.enqueue(part("part " + i))).toList();
    UUID last = jobs.enqueue(part("last").after(all));
    try (Jobs.Worker one = worker();
        Jobs.Worker other = worker()) {
      jobs.awaitState(last, "done");
      assertTrue(one.runs("work", "stale") + other.runs("work", "stale") == 0);
    }
    assertEquals("last", order.getLast());
    assertEquals(61, order.size());
  }
}
