package dev.principia.course;

import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import java.util.UUID;

/// The statements that make a stored course what an outline says. Each writes all its rows at once,
/// handed over as one JSON array, and touches only rows that change.
final class ImportSql {
  private static final String FIND =
      """
      select slug, owner_id = $2 as own from courses
       where slug = $1 or (owner_id = $2 and title = $3)
       order by owner_id = $2 desc, slug = $1 desc
      """;
  private static final String COURSE =
      """
      insert into courses (id, slug, title, summary, description, resources, owner_id)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (id) do update
         set title = excluded.title, summary = excluded.summary, resources = excluded.resources,
             description = excluded.description, version = courses.version + 1
      """;
  private static final String SECTIONS =
      """
      insert into sections (id, course_id, position, title)
      select s.id, $1, s.position, s.title
        from jsonb_to_recordset($2::jsonb) as s(id uuid, position int, title text)
      on conflict (id) do update set position = excluded.position, title = excluded.title
       where (sections.position, sections.title) <> (excluded.position, excluded.title)
      """;
  private static final String LESSONS =
      """
      insert into lessons (id, course_id, section_id, position, number, slug, title)
      select l.id, $1, l.section_id, l.position, l.number, l.slug, l.title
        from jsonb_to_recordset($2::jsonb)
             as l(id uuid, section_id uuid, position int, number int, slug text, title text)
      on conflict (id) do update
         set section_id = excluded.section_id, position = excluded.position,
             title = excluded.title, version = lessons.version + 1
       where (lessons.section_id, lessons.position, lessons.title)
             <> (excluded.section_id, excluded.position, excluded.title)
      """;
  private static final String REMOVE_LESSONS =
      """
      delete from lessons
       where course_id = $1
         and id not in (select l.id from jsonb_to_recordset($2::jsonb) as l(id uuid))
      """;
  private static final String REMOVE_SECTIONS =
      """
      delete from sections
       where course_id = $1
         and id not in (select s.id from jsonb_to_recordset($2::jsonb) as s(id uuid))
      """;
  private static final String COMPLETED =
      """
      insert into progress (account_id, lesson_id, status, completed_at)
      select $1, id::uuid, 'completed', now() from jsonb_array_elements_text($2::jsonb) as id
      on conflict (account_id, lesson_id) do update
         set status = 'completed', completed_at = now()
       where progress.status <> 'completed'
      """;
  private static final String RESOURCES =
      """
      update lessons l set resources = $3, version = l.version + 1
        from courses c
       where c.id = l.course_id and c.slug = $1 and l.number = $2 and l.resources = '[]'
      """;

  /// A course that an outline of this title may be an edition of.
  ///
  /// @param own whether it belongs to the importing account
  record Namesake(String slug, boolean own) {}

  private ImportSql() {}

  /// Courses of the same slug, or of the same owner and title; the owner's first.
  static Query<Namesake> namesakes(String slug, UUID owner, String title) {
    return Query.of(
        FIND,
        row -> new Namesake(row.get(String.class, "slug"), row.get(Boolean.class, "own")),
        slug,
        owner,
        title);
  }

  static Query<Boolean> course(UUID id, String slug, UUID owner, Outline outline) {
    return Query.command(
        COURSE,
        id,
        slug,
        outline.title(),
        outline.summary(),
        outline.description(),
        Outlines.json(outline.resources()),
        owner);
  }

  static Query<Boolean> sections(UUID course, JsonArray sections) {
    return Query.command(SECTIONS, course, sections);
  }

  static Query<Boolean> lessons(UUID course, JsonArray lessons) {
    return Query.command(LESSONS, course, lessons);
  }

  static Query<Boolean> removeLessons(UUID course, JsonArray kept) {
    return Query.command(REMOVE_LESSONS, course, kept);
  }

  static Query<Boolean> removeSections(UUID course, JsonArray kept) {
    return Query.command(REMOVE_SECTIONS, course, kept);
  }

  static Query<Boolean> completed(UUID learner, JsonArray lessons) {
    return Query.command(COMPLETED, learner, lessons);
  }

  /// Gives a lesson without resources these ones.
  static Query<Boolean> resources(String course, int lesson, JsonArray resources) {
    return Query.command(RESOURCES, course, lesson, resources);
  }
}
