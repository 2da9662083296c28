package dev.principia.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  private static final Instant START = Instant.parse("2026-01-21T09:00:00Z");

  private Instant now = START;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @Test
  void aBudgetIsUsedUpAndComesBackWithTheNextWindow() {
    Limits limits = new Limits(clock);
    assertEquals(3, limits.take("p", "ada", 10, 7).remaining());
    assertFalse(limits.take("p", "ada", 10, 4).allowed());
    assertTrue(limits.take("p", "ada", 10, 3).allowed());
    assertFalse(limits.take("p", "ada", 10, 0).allowed(), "looking tells that nothing is left");
    assertTrue(limits.take("p", "bob", 10, 10).allowed(), "each has a budget of its own");
    now = START.plusSeconds(59);
    assertEquals(1, limits.take("p", "ada", 10, 1).resetSeconds());
    now = START.plusSeconds(60);
    assertEquals(9, limits.take("p", "ada", 10, 1).remaining());
  }

  @Test
  void whatOtherInstancesCountedIsLearnedAndNothingIsCountedTwice() {
    Limits limits = new Limits(clock);
    limits.take("p", "ada", 10, 3);
    List<Limits.Report> reports = limits.reports();
    assertEquals(3, reports.getFirst().amount());
    limits.take("p", "ada", 10, 2);
    assertEquals(List.of(), limits.reports(), "a report is under way");
    limits.learned(reports.getFirst(), 7);
    assertEquals(1, limits.take("p", "ada", 10, 0).remaining());
    assertEquals(2, limits.reports().getFirst().amount());
  }

  @Test
  void anAnswerThatComesAfterItsWindowSaysNothingOfTheNextOne() {
    Limits limits = new Limits(clock);
    limits.take("p", "ada", 10, 9);
    Limits.Report late = limits.reports().getFirst();
    now = START.plusSeconds(60);
    limits.take("p", "ada", 10, 1);
    limits.learned(late, 9);
    assertEquals(9, limits.take("p", "ada", 10, 0).remaining());
  }

  @Test
  void aReportThatFailedIsMadeAgain() {
    Limits limits = new Limits(clock);
    limits.take("p", "ada", 10, 3);
    limits.failed(limits.reports().getFirst());
    limits.take("p", "ada", 10, 1);
    assertEquals(4, limits.reports().getFirst().amount());
  }

  @Test
  void twoInstancesTogetherGiveAwayHardlyMoreThanTheBudget() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Limits[] instances = {new Limits(clock), new Limits(clock)};
    int sum = 0;
    int given = 0;
    for (int i = 0; i < 2_000; i++) {
      now = START.plus(Duration.ofMillis(20L * i / 2));
      int who = random.nextInt(2);
      given += instances[who].take("p", "ada", 500, 1).allowed() ? 1 : 0;
      if (i % 20 == 0) {
        for (Limits instance : instances) {
          for (Limits.Report report : instance.reports()) {
            sum += report.amount();
            instance.learned(report, sum);
          }
        }
      }
    }
    assertTrue(given >= 500 && given <= 550, given + " of 500 given; seed " + seed);
  }
}
