package dev.principia.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.principia.Proves;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The state machine, without server or database.
final class ProgressTest {
  private static final Instant NOW = Instant.parse("2026-02-03T18:20:41.120Z");

  private static Progress in(Status status) {
    Optional<Instant> at = status == Status.COMPLETED ? Optional.of(NOW) : Optional.empty();
    return new Progress(status, at, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_STARTED, IN_PROGRESS,",
    "NOT_STARTED, COMPLETED, LESSON_COMPLETED",
    "IN_PROGRESS, COMPLETED, LESSON_COMPLETED",
    "IN_PROGRESS, NOT_STARTED,",
    "COMPLETED, IN_PROGRESS, LESSON_REOPENED"
  })
  @Proves("13.3")
  void theseStepsAreTaken(Status from, Status to, EventType event) {
    Progress after = in(from).moveTo(to, NOW.plusSeconds(1));
    assertEquals(to, after.status());
    assertEquals(8, after.version());
    assertEquals(
        to == Status.COMPLETED ? Optional.of(NOW.plusSeconds(1)) : Optional.empty(),
        after.completedAt());
    assertEquals(Optional.ofNullable(event), after.eventAfter(in(from)));
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED, NOT_STARTED"})
  @Proves("13.3")
  void allOthersAreRefused(Status from, Status to) {
    Problem refused = assertThrows(Problem.class, () -> in(from).moveTo(to, NOW));
    assertEquals(ProblemType.ILLEGAL_TRANSITION, refused.type());
  }

  @Test
  void whereItIsAlreadyNothingHappens() {
    for (Status status : Status.values()) {
      Progress before = in(status);
      assertSame(before, before.moveTo(status, NOW.plusSeconds(1)));
      assertEquals(Optional.empty(), before.eventAfter(before));
    }
  }

  @Test
  void onlyWhatIsCompletedHasATimeOfCompletion() {
    assertThrows(
        IllegalArgumentException.class, () -> new Progress(Status.COMPLETED, Optional.empty(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Progress(Status.IN_PROGRESS, Optional.of(NOW), 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 3, 0", "1, 3, 33", "2, 3, 66", "3, 3, 100", "999, 1000, 99"})
  void aHundredPercentIsAllOfIt(int completed, int total, int percent) {
    assertEquals(percent, SectionProgress.percent(completed, total));
  }
}
