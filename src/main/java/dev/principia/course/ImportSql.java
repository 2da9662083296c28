package dev.principia.course;

import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import java.util.UUID;

/// The statements that make a stored course what an outline says. Each writes all its rows at once,
/// handed over as the text of one JSON array, and touches only rows that change.
final class ImportSql {
  /// Two imports of one account come one after the other: neither makes what the other has made.
  private static final String LOCK =
      """
      select pg_advisory_xact_lock(hashtextextended('import ' || $1::uuid::text, 0))::text as locked
      """;

  private static final String FIND =
      """
      select id from courses
       where owner_id = $1 and deleted_at is null and (slug = $2 or title = $3)
       order by slug = $2 desc, id limit 1
      """;
  private static final String CREATE = CourseWriteSql.INSERT + "select slug from c";
  private static final String UPDATE =
      """
      update courses
         set title = $2, summary = $3, resources = $4, description = $5, version = version + 1
       where id = $1 returning slug
      """;
  private static final String SECTIONS =
      """
      insert into sections (id, course_id, position, title)
      select s.id, $1, s.position, s.title
        from jsonb_to_recordset($2::text::jsonb) as s(id uuid, position int, title text)
      on conflict (id) do update set position = excluded.position, title = excluded.title
       where (sections.position, sections.title) <> (excluded.position, excluded.title)
      """;
  private static final String LESSONS =
      """
      insert into lessons (id, course_id, section_id, position, number, slug, title)
      select l.id, $1, l.section_id, l.position, l.number, l.slug, l.title
        from jsonb_to_recordset($2::text::jsonb)
             as l(id uuid, section_id uuid, position int, number int, slug text, title text)
      on conflict (id) do update
         set section_id = excluded.section_id, position = excluded.position,
             title = excluded.title, version = lessons.version + 1
       where (lessons.section_id, lessons.position, lessons.title)
             <> (excluded.section_id, excluded.position, excluded.title)
      """;
  private static final String REMOVE =
      """
      with dropped as (
        delete from lessons
         where course_id = $1
           and id not in (select l.id from jsonb_to_recordset($2::text::jsonb) as l(id uuid))
      )
      delete from sections
       where course_id = $1
         and id not in (select s.id from jsonb_to_recordset($3::text::jsonb) as s(id uuid))
      """;
  private static final String COMPLETED =
      """
      insert into progress (account_id, lesson_id, status, completed_at)
      select $1, id::uuid, 'completed', now() from jsonb_array_elements_text($2::text::jsonb) as id
      on conflict (account_id, lesson_id) do update
         set status = 'completed', completed_at = now(), version = progress.version + 1
       where progress.status <> 'completed'
      """;
  private static final String RESOURCES =
      """
      update lessons l set resources = $3, version = l.version + 1
        from courses c
       where c.id = l.course_id and c.slug = $1 and l.number = $2 and l.resources = '[]'
      """;

  private ImportSql() {}

  static Query<Boolean> lock(UUID owner) {
    return Query.command(LOCK, owner);
  }

  /// The owner's course that the outline is another edition of.
  static Query<UUID> find(UUID owner, Outline outline) {
    return Query.of(
        FIND, row -> row.get(UUID.class, "id"), owner, wanted(outline), outline.title());
  }

  /// The slug that a course gets when nobody has it.
  static String wanted(Outline outline) {
    return Slugs.course(outline.title(), CourseWriteSql::suffix);
  }

  static Query<String> create(UUID id, UUID owner, Outline outline) {
    String slug = wanted(outline);
    return Query.of(
        CREATE,
        row -> row.get(String.class, "slug"),
        id,
        slug,
        Slugs.suffixed(slug, CourseWriteSql.suffix()),
        outline.title(),
        outline.summary(),
        outline.description(),
        new String[0],
        "private",
        Outlines.json(outline.resources()),
        owner);
  }

  static Query<String> update(UUID id, Outline outline) {
    return Query.of(
        UPDATE,
        row -> row.get(String.class, "slug"),
        id,
        outline.title(),
        outline.summary(),
        Outlines.json(outline.resources()),
        outline.description());
  }

  static Query<Boolean> sections(UUID course, String sections) {
    return Query.command(SECTIONS, course, sections);
  }

  static Query<Boolean> lessons(UUID course, String lessons) {
    return Query.command(LESSONS, course, lessons);
  }

  /// Removes the lessons and sections that are not among these.
  static Query<Boolean> remove(UUID course, String lessons, String sections) {
    return Query.command(REMOVE, course, lessons, sections);
  }

  static Query<Boolean> completed(UUID learner, String lessons) {
    return Query.command(COMPLETED, learner, lessons);
  }

  /// Gives a lesson without resources these ones.
  static Query<Boolean> resources(String course, int lesson, JsonArray resources) {
    return Query.command(RESOURCES, course, lesson, resources);
  }
}
