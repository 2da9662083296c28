package dev.principia.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ticks of expressions, above all where the wall clock jumps. In Berlin it jumps from 02:00 to
/// 03:00 on 29 March 2026 at 01:00Z, and from 03:00 to 02:00 on 25 October 2026 at 01:00Z.
final class CronTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  @Proves("16.7")
  void aTimeThatDoesNotExistThatDayTicksWhenTheClockHasJumpedOverIt() {
    assertEquals(
        List.of("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
        ticks("30 2 * * *", "2026-03-27T12:00:00Z", 3));
  }

  @Test
  @Proves("16.7")
  void aTimeThatExistsTwiceTicksTheFirstTimeOnly() {
    assertEquals(
        List.of("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        ticks("30 2 * * *", "2026-10-23T12:00:00Z", 3));
  }

  @Test
  void whileTheClockShowsAnHourAgainItsTickIsTheOneOfTheFirstTime() {
    Cron daily = new Cron("30 2 * * *", BERLIN);
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    Stream.of("2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", "2026-10-25T01:10:00Z")
        .map(Instant::parse)
        .forEach(now -> assertEquals(first, daily.last(now), now::toString));
    assertEquals(first, daily.last(Instant.parse("2026-10-25T01:30:00Z")));
  }

  @Test
  @Proves("16.7")
  void whatTicksEveryTwentyMinutesDoesSoThroughBothJumps() {
    for (String start : List.of("2026-03-29T00:00:00Z", "2026-10-24T23:00:00Z")) {
      Cron often = new Cron("*/20 * * * *", BERLIN);
      Instant tick = Instant.parse(start);
      for (int i = 0; i < 12; i++) {
        Instant next = often.next(tick);
        assertEquals(Duration.ofMinutes(20), Duration.between(tick, next), next::toString);
        tick = next;
      }
    }
  }

  @Test
  void timesInsideAGapThatGiveTheSameTickTickOnce() {
    assertEquals(
        List.of("2026-03-29T00:40:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z"),
        ticks("0,20,40 1,2,3 * * *", "2026-03-29T00:20:00Z", 3));
  }

  @Test
  void aZoneMayJumpByHalfAnHour() {
    Cron daily = new Cron("10 2 * * *", ZoneId.of("Australia/Lord_Howe"));
    // On 4 October 2026 at 15:30Z of the day before, from 02:00 to 02:30.
    assertEquals(
        Instant.parse("2026-10-03T15:30:00Z"), daily.next(Instant.parse("2026-10-03T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 2 * * * | Europe/Berlin",
        "0 3 * * * | Europe/Berlin",
        "0 0 * * 1 | America/Sao_Paulo",
        "59 23 28-31 * * | America/New_York",
        "0 0 29 2 * | UTC",
        "15 */2 * * * | Europe/London",
        "30 1,2,3 * 3,10 * | Australia/Lord_Howe",
      })
  void theLastTickAndTheNextOneAreNeighbours(String text, String zone) {
    Cron cron = new Cron(text, ZoneId.of(zone));
    Instant tick = cron.next(Instant.parse("2026-01-01T00:00:00Z"));
    for (int i = 0; i < 400; i++) {
      Instant next = cron.next(tick);
      assertTrue(next.isAfter(tick), text);
      assertEquals(tick, cron.last(tick));
      assertEquals(tick, cron.last(next.minusMillis(1)));
      assertEquals(next, cron.last(next.plusMillis(1)));
      tick = next;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "61 * * * *", "0 25 * * *", "0 0 31 2 *", "@daily x"})
  void whatIsNoExpressionOrNeverTicksIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Cron(text, BERLIN));
  }

  @Test
  void intervalsCountFromTheSameBeginningInAllProcesses() {
    Rhythm every = Rhythm.of("PT1M", BERLIN);
    Instant now = Instant.parse("2026-01-01T00:00:59.999Z");
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), every.last(now));
    assertEquals(Instant.parse("2026-01-01T00:01:00Z"), every.next(now));
    assertEquals(every.next(now), every.last(every.next(now)));
  }

  private static List<String> ticks(String text, String from, int number) {
    Cron cron = new Cron(text, BERLIN);
    return Stream.iterate(cron.next(Instant.parse(from)), cron::next)
        .limit(number)
        .map(Instant::toString)
        .toList();
  }
}
