package dev.principia.job;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Pattern;

/// Ticks at times of the wall clock: five fields (minute, hour, day of month, month, day of week)
/// as in a crontab, in a time zone.
///
/// Where the wall clock jumps, what matters is whether the hour is given:
///
/// - An hour that is given (`30 2 * * *`) ticks once a day. A time that does not exist that day
///   ticks when the clock has jumped over it; a time that exists twice ticks the first time.
/// - An hour that begins with `*` means time that passes: `*/20 * * * *` ticks every twenty minutes
///   through the jump, whatever the clock says.
public final class Cron implements Rhythm {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final String text;
  private final ZoneId zone;
  private final ExecutionTime times;
  private final boolean hourly;

  /// An [IllegalArgumentException] says what is wrong with the expression, also when it never
  /// ticks.
  public Cron(String text, ZoneId zone) {
    this.text = text;
    this.zone = zone;
    this.times = ExecutionTime.forCron(PARSER.parse(text).validate());
    this.hourly = SPACES.split(text.strip(), -1)[1].startsWith("*");
    next(Instant.EPOCH);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Instant last(Instant now) {
    // The library looks strictly before.
    Instant after = now.plusNanos(1);
    return hourly
        ? some(times.lastExecution(after.atZone(zone)))
        : moment(some(times.lastExecution(utc(reached(after)))));
  }

  @Override
  public Instant next(Instant now) {
    if (hourly) {
      return some(times.nextExecution(now.atZone(zone)));
    }
    Instant next = moment(some(times.nextExecution(utc(reached(now)))));
    // What ticks at the end of a gap may have been named by a time inside it.
    return next.isAfter(now) ? next : next(now.plusSeconds(1));
  }

  /// How far the wall clock has come. Set back, it does not show a new time before it has come
  /// there again.
  private LocalDateTime reached(Instant now) {
    LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
    return Optional.ofNullable(zone.getRules().previousTransition(now.plusNanos(1)))
        .filter(ZoneOffsetTransition::isOverlap)
        .map(ZoneOffsetTransition::getDateTimeBefore)
        .filter(shown::isBefore)
        .orElse(shown);
  }

  /// The moment at which the wall clock shows that time for the first time, or has jumped over it.
  private Instant moment(Instant shown) {
    LocalDateTime local = LocalDateTime.ofInstant(shown, ZoneOffset.UTC);
    ZoneOffsetTransition jump = zone.getRules().getTransition(local);
    return jump != null && jump.isGap() ? jump.getInstant() : local.atZone(zone).toInstant();
  }

  private static ZonedDateTime utc(LocalDateTime local) {
    return local.atZone(ZoneOffset.UTC);
  }

  private Instant some(Optional<ZonedDateTime> tick) {
    return tick.orElseThrow(() -> new IllegalArgumentException(text + " never ticks")).toInstant();
  }
}
