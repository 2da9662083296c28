package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Each small lab shows its point, on every server.
@ParameterizedClass
@EnumSource
final class LabApiTest {
  private final Api api;

  LabApiTest(Server server) {
    this.api = server.api();
  }

  private JsonObject lab(String pathAndQuery) {
    return api.get(Api.V1 + "/lab/" + pathAndQuery).is(200).json();
  }

  @Test
  @Proves("24.4")
  @Proves("24.5")
  void readingAndWritingBackLosesAndEveryOtherWayCounts() {
    JsonObject naive = lab("race?mode=naive&increments=100");
    assertTrue(naive.getInteger("lost") > 0, naive::encode);
    assertEquals(100, naive.getInteger("counted") + naive.getInteger("lost"));
    for (String mode : List.of("atomic", "version", "row-lock", "serializable")) {
      JsonObject exact = lab("race?increments=40&mode=" + mode);
      assertEquals(40, exact.getInteger("counted"), exact::encode);
      assertEquals(0, exact.getInteger("lost"), exact::encode);
    }
  }

  @Test
  void versionsAndSerializableTransactionsPayWithRetries() {
    assertTrue(lab("race?mode=version&increments=100").getInteger("retries") > 0);
    assertTrue(lab("race?mode=serializable&increments=100").getInteger("retries") > 0);
    assertEquals(0, lab("race?mode=row-lock&increments=40").getInteger("retries"));
  }

  @Test
  @Proves("24.6")
  void oppositeOrdersDeadlockAndEqualOnesWait() {
    // The one that gave way may do so again before the other one has noticed.
    assertTrue(lab("deadlock?mode=opposite").getInteger("deadlocks") >= 1);
    assertEquals(0, lab("deadlock?mode=ordered").getInteger("deadlocks"));
  }

  @Test
  @Proves("23.3")
  void theSameCourseTakesOneStatementOrOneForEachSection() {
    JsonObject naive = lab("n-plus-one?mode=naive");
    JsonObject batch = lab("n-plus-one?mode=batch");
    JsonObject join = lab("n-plus-one?mode=join");
    assertEquals(1 + naive.getInteger("sections"), naive.getInteger("statements"));
    assertEquals(2, batch.getInteger("statements"));
    assertEquals(1, join.getInteger("statements"));
    for (String member : List.of("sections", "lessons")) {
      assertEquals(naive.getInteger(member), batch.getInteger(member), member);
      assertEquals(naive.getInteger(member), join.getInteger(member), member);
    }
    assertTrue(naive.getInteger("lessons") > naive.getInteger("sections"), naive::encode);
  }

  @Test
  void waitingForOthersTakesAsLongAsTheyTake() {
    for (String path : List.of("downstream?ms=100", "query?ms=100")) {
      long start = System.nanoTime();
      assertEquals(100, lab(path).getInteger("ms"));
      assertTrue(System.nanoTime() - start >= 100_000_000, path);
    }
  }
}
