package dev.principia.course;

import dev.principia.cache.Changes;
import dev.principia.cache.Heard;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import java.util.Optional;
import java.util.UUID;

/// The statement that tells caches which courses have changed.
public final class CourseChangeSql {
  /// How much of the log the first look reads again: what was written shortly before may become
  /// visible only now.
  private static final String SINCE =
      """
      with log as (select coalesce(max(sequence), 0) as last from events)
      select log.last, e.sequence, e.course_id, c.version,
             coalesce(c.slug, e.data #>> '{course,slug}', '') as slug
        from log
        left join events e
          on e.sequence > case when $1::bigint < 0 then log.last - 10000 else $1::bigint end
             and e.type like 'course.%' and e.course_id is not null
        left join courses c on c.id = e.course_id
      """;

  private CourseChangeSql() {}

  /// At least one row, which says how long the log is.
  ///
  /// @param sequence after which to read; negative for the end of the log
  public static Query<Heard> since(long sequence) {
    return Query.of(SINCE, CourseChangeSql::read, sequence);
  }

  private static Heard read(Columns row) {
    Optional<Changes.Seen> event =
        row.find(Long.class, "sequence")
            .map(
                number ->
                    new Changes.Seen(
                        number,
                        row.get(UUID.class, "course_id"),
                        row.get(String.class, "slug"),
                        row.find(Long.class, "version")));
    return new Heard(row.get(Long.class, "last"), event);
  }
}
