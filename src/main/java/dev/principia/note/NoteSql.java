package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.course.CourseKey;
import dev.principia.course.CourseRights;
import dev.principia.course.LessonKey;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import java.util.Map;
import java.util.UUID;

/// The statements of single notes. A note is its owner's alone: whose it is, is part of each. A
/// change and its revision are one statement; whoever writes the first note of a course joins it.
public final class NoteSql {
  /// What a client is told when one of these constraints refuses a row.
  public static final Map<String, Problem> REFUSALS =
      Map.of(
          "notes_one_per_lesson",
          Problem.of(
              ProblemType.NOTE_EXISTS, "There is another note in its place; delete it first."),
          "notes_lesson",
          Problem.notFound());

  /// What [StoredNote#read] reads of a note `n`, but for its lesson.
  static final String CONTENT =
      """
      n.id, n.title, n.key_concepts, n.body, n.code_examples, n.takeaways, n.resources, n.tags,
      n.version, n.created_at, n.updated_at,
      """;

  /// What [NotePlace#read] reads of lesson `l` and course `c`.
  static final String PLACE =
      """
      l.id as lesson_id, l.number as lesson_number, l.slug as lesson_slug,
      l.title as lesson_title, c.id as course_id, c.slug as course_slug, c.title as course_title
      """;

  static final String JOIN_PLACE =
      " left join lessons l on l.id = n.lesson_id left join courses c on c.id = l.course_id ";

  private static final String AT =
      CourseRights.READABLE_LESSON
          + "select "
          + CONTENT
          + PLACE
          + """
          from readable_lesson l
          join courses c on c.id = l.course_id
          left join notes n
            on n.account_id = $1 and n.lesson_id = l.id and n.deleted_at is null
          """;
  private static final String OWN =
      "select "
          + CONTENT
          + PLACE
          + "from notes n"
          + JOIN_PLACE
          + "where n.id = $1 and n.account_id = $2 and n.deleted_at is null";
  private static final String INSERT =
      """
      with written as (
        insert into notes (id, account_id, lesson_id, title, key_concepts, body, code_examples,
                           takeaways, resources, tags)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (account_id, lesson_id) where deleted_at is null do nothing
        returning id, version, created_at, updated_at),
      revised as (
        insert into note_revisions (note_id, number, account_id, content, difference)
        select id, version, $2, $11::jsonb, $12::json from written),
      joined as (
        insert into memberships (course_id, account_id, role)
        select c.id, $2, 'viewer'
          from written, lessons l join courses c on c.id = l.course_id
         where l.id = $3 and c.owner_id <> $2
        on conflict do nothing)
      select version, created_at, updated_at from written
      """;
  private static final String UPDATE =
      """
      with written as (
        update notes
           set title = $4, key_concepts = $5, body = $6, code_examples = $7, takeaways = $8,
               resources = $9, tags = $10, version = version + 1
         where id = $1 and account_id = $2 and version = $3 and deleted_at is null
        returning id, version, created_at, updated_at),
      revised as (
        insert into note_revisions
               (note_id, number, account_id, content, difference, restored_from)
        select id, version, $2, $11::jsonb, $12::json, $13::bigint from written)
      select version, created_at, updated_at from written
      """;
  private static final String DELETE =
      """
      update notes set deleted_at = now()
       where id = $1 and account_id = $2 and version = $3 and deleted_at is null
      """;

  private NoteSql() {}

  /// The lesson that the call names, when the caller may read it, with the caller's own note.
  static Query<Write.Found> at(Call call) {
    return Query.of(
        AT,
        NoteSql::found,
        CourseRights.arguments(
            call.caller(), CourseKey.of(call.text("course")), LessonKey.of(call.text("lesson"))));
  }

  private static Write.Found found(Columns row) {
    NotePlace place = NotePlace.read(row).orElseThrow();
    return new Write.Found(place, row.find(UUID.class, "id").map(id -> StoredNote.read(row)));
  }

  /// The caller's own note with this id.
  static Query<StoredNote> own(Call call, UUID note) {
    return Query.of(OWN, StoredNote::read, note, call.caller().id());
  }

  /// No row when somebody else was first.
  static Query<StoredNote.Saved> insert(Write.Create create) {
    Note note = create.note();
    return Query.of(
        INSERT,
        StoredNote.Saved::read,
        create.id(),
        create.owner(),
        create.place().lesson(),
        create.place().title(),
        note.keyConcepts().toArray(String[]::new),
        note.body(),
        note.codeExamplesJson(),
        note.takeaways().toArray(String[]::new),
        note.resourcesJson(),
        note.tags().toArray(String[]::new),
        note.json(),
        Difference.between(note, note));
  }

  /// No row when the note is no longer what the change is to.
  static Query<StoredNote.Saved> update(Call call, Write.Change change) {
    Note note = change.after();
    return Query.of(
        UPDATE,
        StoredNote.Saved::read,
        change.before().id(),
        call.caller().id(),
        change.before().version(),
        change.before().shownTitle(),
        note.keyConcepts().toArray(String[]::new),
        note.body(),
        note.codeExamplesJson(),
        note.takeaways().toArray(String[]::new),
        note.resourcesJson(),
        note.tags().toArray(String[]::new),
        note.json(),
        Difference.between(change.before().note(), note),
        change.restoredFrom());
  }

  /// To the trash; touches no row when the note is no longer this version.
  static Query<Boolean> delete(Call call, StoredNote note) {
    return Query.command(DELETE, note.id(), call.caller().id(), note.version());
  }
}
