package dev.principia.lab;

import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.UUID;

/// The statements of the lab.
final class LabSql {
  /// A counter as one has read it.
  record Counter(long value, long version) {}

  private static final String MAKE =
      "insert into lab_counters (id) values ($1) returning value, version";
  private static final String READ = "select value, version from lab_counters where id = $1";
  private static final String REMOVE =
      "delete from lab_counters where id = $1 returning value, version";
  private static final String SET =
      "update lab_counters set value = $2 where id = $1 returning value, version";
  private static final String ADD =
      "update lab_counters set value = value + 1 where id = $1 returning value, version";
  private static final String SET_IF_UNCHANGED =
      """
      update lab_counters set value = $2, version = version + 1
       where id = $1 and version = $3 returning value, version
      """;
  private static final String LOCK =
      "select value, version from lab_counters where id = $1 for update";
  private static final String SERIALIZABLE = "set transaction isolation level serializable";

  private static final String SLEEP = "select true as slept from pg_sleep($1::int / 1000.0)";

  private static final String SECTIONS =
      """
      select id::text as id from sections
       where course_id = (select id from courses where visibility = 'public' order by id limit 1)
      """;
  private static final String LESSONS_OF_ONE =
      "select title from lessons where section_id = $1::text::uuid";
  private static final String LESSONS_OF_ALL =
      "select title from lessons where section_id::text = any($1)";
  private static final String JOINED =
      """
      select count(*)::int as sections, coalesce(sum(json_array_length(lessons)), 0)::int as lessons
        from (select s.id, (select json_agg(l.title) from lessons l where l.section_id = s.id) as lessons
                from sections s
               where s.course_id =
                     (select id from courses where visibility = 'public' order by id limit 1)) found
      """;

  private LabSql() {}

  static Query<Counter> make(UUID counter) {
    return counter(MAKE, counter);
  }

  static Query<Counter> read(UUID counter) {
    return counter(READ, counter);
  }

  static Query<Counter> remove(UUID counter) {
    return counter(REMOVE, counter);
  }

  static Query<Counter> set(UUID counter, long value) {
    return counter(SET, counter, value);
  }

  static Query<Counter> add(UUID counter) {
    return counter(ADD, counter);
  }

  static Query<Counter> setIfUnchanged(UUID counter, Counter seen) {
    return counter(SET_IF_UNCHANGED, counter, seen.value + 1, seen.version);
  }

  static Query<Counter> lock(UUID counter) {
    return counter(LOCK, counter);
  }

  static Query<Boolean> serializable() {
    return Query.command(SERIALIZABLE);
  }

  static Query<Boolean> sleep(long millis) {
    return Query.of(SLEEP, row -> row.get(Boolean.class, "slept"), (int) millis);
  }

  static Query<String> sections() {
    return Query.of(SECTIONS, row -> row.get(String.class, "id"));
  }

  static Query<String> lessons(String section) {
    return Query.of(LESSONS_OF_ONE, row -> row.get(String.class, "title"), section);
  }

  static Query<String> lessons(List<String> sections) {
    Object all = sections.toArray(String[]::new);
    return Query.of(LESSONS_OF_ALL, row -> row.get(String.class, "title"), all);
  }

  /// The number of sections and of their lessons.
  static Query<JsonArray> joined() {
    return Query.of(
        JOINED,
        row -> JsonArray.of(row.get(Integer.class, "sections"), row.get(Integer.class, "lessons")));
  }

  private static Query<Counter> counter(String sql, Object... arguments) {
    return Query.of(
        sql,
        row -> new Counter(row.get(Long.class, "value"), row.get(Long.class, "version")),
        arguments);
  }
}
