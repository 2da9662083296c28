package dev.principia.course;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// The statement that copies a course with its outline, and nobody's progress.
final class CloneSql {
  private static final String CLONE =
      CourseWriteSql.INSERT
          + """
          , ids as (
            select old, fresh from jsonb_to_recordset($11::jsonb) as i(old uuid, fresh uuid)
          ), copied as (
            insert into sections (id, course_id, position, title)
            select i.fresh, $1, s.position, s.title
              from ids i join sections s on s.id = i.old
            returning id
          ), lessons_copied as (
            insert into lessons (id, course_id, section_id, position, number, slug, title, summary,
                                 resources)
            select i.fresh, $1, si.fresh, l.position, l.number, l.slug, l.title, l.summary,
                   l.resources
              from ids i join lessons l on l.id = i.old join ids si on si.old = l.section_id
            returning id
          )
          select slug from c
          """;

  private CloneSql() {}

  /// Answers the copy's slug. Lessons keep numbers and slugs, and get ids of their own.
  static Query<String> copy(Course course, UUID owner) {
    CourseText text = course.text().copied();
    String slug = Slugs.course(text.title(), CourseWriteSql::suffix);
    return Query.of(
        CLONE,
        row -> row.get(String.class, "slug"),
        UuidCreator.getTimeOrderedEpoch(),
        slug,
        Slugs.suffixed(slug, CourseWriteSql.suffix()),
        text.title(),
        text.summary(),
        course.description(),
        text.tags().toArray(String[]::new),
        text.visibility(),
        Outlines.json(text.resources()),
        owner,
        ids(course));
  }

  private static JsonArray ids(Course course) {
    JsonArray ids = new JsonArray();
    for (JsonObject section : Outlines.sections(course)) {
      ids.add(pair(section));
      Outlines.objects(section.getJsonArray("lessons")).forEach(lesson -> ids.add(pair(lesson)));
    }
    return ids;
  }

  private static JsonObject pair(JsonObject old) {
    String fresh = UuidCreator.getTimeOrderedEpoch().toString();
    return JsonObject.of("old", old.getString("id"), "fresh", fresh);
  }
}
