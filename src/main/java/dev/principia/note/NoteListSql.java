package dev.principia.note;

import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// The statements of many notes.
final class NoteListSql {
  /// `$1` to `$5` are the filter.
  private static final String FILTER =
      """
       n.account_id = $1 and n.deleted_at is null
         and ($2::text is null or strpos(lower(concat_ws(E'\\n', n.title, n.body,
               array_to_string(n.key_concepts, E'\\n'), array_to_string(n.takeaways, E'\\n'),
               array_to_string(n.tags, E'\\n'),
               (select string_agg(e.value ->> 'code', E'\\n')
                  from jsonb_array_elements(n.code_examples) e),
               (select string_agg(concat_ws(E'\\n', e.value ->> 'title', e.value ->> 'url'), E'\\n')
                  from jsonb_array_elements(n.resources) e))), lower($2::text)) > 0)
         and (($3::uuid is null and $4::text is null) or n.lesson_id in (
               select o.id from lessons o
                where o.course_id = coalesce($3, (select id from courses where slug = $4))))
         and ($5::text is null or n.tags @> array[$5::text])
      """;

  /// Notes of a page, of which the long parts are left out unless `$9`; as many as fit into half a
  /// million characters, but one at least.
  private static final String HEAD =
      """
      select * from (
        select n.id, n.title, n.key_concepts, n.takeaways, n.resources, n.tags, n.version,
               n.created_at, n.updated_at, case when $9 then n.body else '' end as body,
               case when $9 then n.code_examples else '[]' end as code_examples,
               (count(*) over ())::int as found, sum(case when $9 then n.size else 0 end)
      """;

  private static final String OF =
      " - case when $9 then n.size else 0 end as before,"
          + NoteSql.PLACE
          + "from (select n.* from notes n where"
          + FILTER;
  private static final String TAIL =
      ") n" + NoteSql.JOIN_PLACE + ") listed where before < 524288 order by ";

  private static final String BY_CHANGE_DOWN = "updated_at desc, id desc";
  private static final String BY_CHANGE = "updated_at, id";
  private static final String BY_BIRTH_DOWN = "created_at desc, id desc";
  private static final String BY_BIRTH = "created_at, id";
  private static final String UP = " rows unbounded preceding)";

  static final String CHANGED_LAST =
      HEAD
          + " over (order by n.updated_at desc, n.id desc"
          + UP
          + OF
          + "and (n.updated_at, n.id) < ($6::timestamptz, $7::uuid) order by "
          + BY_CHANGE_DOWN
          + " limit $8"
          + TAIL
          + BY_CHANGE_DOWN;
  static final String CHANGED_FIRST =
      HEAD
          + " over (order by n.updated_at, n.id"
          + UP
          + OF
          + "and (n.updated_at, n.id) > ($6::timestamptz, $7::uuid) order by "
          + BY_CHANGE
          + " limit $8"
          + TAIL
          + BY_CHANGE;
  static final String MADE_LAST =
      HEAD
          + " over (order by n.created_at desc, n.id desc"
          + UP
          + OF
          + "and (n.created_at, n.id) < ($6::timestamptz, $7::uuid) order by "
          + BY_BIRTH_DOWN
          + " limit $8"
          + TAIL
          + BY_BIRTH_DOWN;
  static final String MADE_FIRST =
      HEAD
          + " over (order by n.created_at, n.id"
          + UP
          + OF
          + "and (n.created_at, n.id) > ($6::timestamptz, $7::uuid) order by "
          + BY_BIRTH
          + " limit $8"
          + TAIL
          + BY_BIRTH;

  private static final String EXPORT =
      "select "
          + NoteSql.CONTENT
          + NoteSql.PLACE
          + "from notes n"
          + NoteSql.JOIN_PLACE
          + "where"
          + FILTER
          + "order by n.created_at, n.id";

  private NoteListSql() {}

  /// One more than the page holds.
  ///
  /// @param after the keys of the row that the page follows
  static Query<ListedNote> list(
      NoteFilter filter, NoteSort sort, List<String> after, long limit, boolean heavy) {
    return Query.of(
        sort.sql(),
        ListedNote::read,
        filter.account(),
        filter.text(),
        filter.course(),
        filter.courseSlug(),
        filter.tag(),
        OffsetDateTime.parse(after.getFirst()),
        UUID.fromString(after.getLast()),
        limit + 1,
        heavy);
  }

  /// Each note as a line of JSON.
  static Query<Buffer> export(NoteFilter filter, NoteFields fields) {
    return Query.of(
        EXPORT,
        row -> fields.of(StoredNote.read(row)).toBuffer().appendByte((byte) '\n'),
        filter.account(),
        filter.text(),
        filter.course(),
        filter.courseSlug(),
        filter.tag());
  }
}
