package dev.principia.note;

import dev.principia.db.JsonSql;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/// What an account's export says of its notes, those in the trash included.
public final class NoteExport {
  private static final String NOTES =
      """
      select convert_to(case when row_number() over (order by n.created_at, n.id) > 1 then ',' else '' end ||
             json_strip_nulls(json_build_object(
               'id', n.id, 'lesson', n.lesson_id, 'title', n.title, 'keyConcepts', n.key_concepts,
               'body', n.body, 'codeExamples', n.code_examples, 'takeaways', n.takeaways,
               'resources', n.resources, 'tags', n.tags, 'visibility', n.visibility,
               'createdAt', %s, 'updatedAt', %s, 'deletedAt', %s))::text, 'UTF8') as json
        from notes n where n.account_id = $1
       order by n.created_at, n.id
      """
          .formatted(
              JsonSql.time("n.created_at"),
              JsonSql.time("n.updated_at"),
              JsonSql.time("n.deleted_at"));

  private NoteExport() {}

  public static Query<Buffer> notes(UUID account) {
    return JsonSql.query(NOTES, account);
  }
}
