package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.job.NewJob;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What operators do about jobs while no server runs.
final class JobsCommandTest {
  private final Jobs jobs = Jobs.alone();

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  void jobsAreListedCancelledAndRevivedAndQueuesPaused() {
    UUID job = jobs.enqueue(NewJob.of(JobsTest.WORK, new JsonObject()));
    jobs.run("insert into queues (name) values ('test')");
    assertTrue(told(0, "list", "--queue", "test", "--state", "waiting").contains(job.toString()));
    assertEquals("", told(0, "list", "--state", "failed"));
    assertTrue(told(1, "retry", job.toString()).contains("cannot be tried again"));
    told(0, "cancel", job.toString());
    assertEquals("cancelled", jobs.state(job));
    told(0, "retry", job.toString());
    assertEquals("waiting", jobs.state(job));
    assertTrue(told(0, "pause", "test").contains("\"paused\":true"));
    assertTrue(told(0, "resume", "test").contains("\"paused\":false"));
    assertTrue(told(1, "pause", "nowhere").contains("There is no queue nowhere."));
  }

  private String told(int code, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "jobs";
    System.arraycopy(words, 0, all, 1, words.length);
    Map<String, String> environment =
        Map.of(
            "PRINCIPIA_POSTGRES_URL", jobs.url(),
            "PRINCIPIA_REDIS_URL", Services.shared().redisUrl(),
            "PRINCIPIA_SECRET", Services.shared().secret());
    try (Program program = Program.start(environment, all)) {
      assertEquals(code, program.awaitExit(), program::output);
      return program.output();
    }
  }
}
