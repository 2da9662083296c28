package dev.principia.course;

import dev.principia.db.Query;

/// The statements that write outlines of locked courses.
final class OutlineSql {
  /// Readers see the old order or the new one and nothing between: it is one statement.
  private static final String APPLY =
      """
      with wanted as (
        select s.id, s.title, s.position, s.lessons
          from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, title text, lessons jsonb))
               with ordinality as s(id, title, lessons, position)
      ), places as (
        select l.id::uuid as id, w.id as section_id, l.position
          from wanted w, jsonb_array_elements_text(w.lessons) with ordinality as l(id, position)
      ), kept as (
        insert into sections (id, course_id, position, title)
        select id, $1, position, title from wanted
        on conflict (id) do update set position = excluded.position, title = excluded.title
         where (sections.position, sections.title) <> (excluded.position, excluded.title)
      ), moved as (
        update lessons l
           set section_id = p.section_id, position = p.position,
               version = l.version + (l.section_id <> p.section_id)::int
          from places p
         where l.id = p.id and (l.section_id, l.position) <> (p.section_id, p.position)
      ), dropped as (
        delete from sections where course_id = $1 and id not in (select id from wanted)
      )
      update courses set version = version + 1 where id = $1
      """;

  private OutlineSql() {}

  static Query<Boolean> apply(LockedCourse course, OutlineChange change) {
    return Query.command(APPLY, course.id(), change.sections());
  }
}
