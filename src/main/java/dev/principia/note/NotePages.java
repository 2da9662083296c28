package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Page;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/// Pages of notes, of revisions, and of the trash; the same for both flows.
final class NotePages {
  private static final List<String> LATEST =
      List.of("9999-12-31T00:00:00Z", "ffffffff-ffff-ffff-ffff-ffffffffffff");

  private final Cursors cursors;

  NotePages(Cursors cursors) {
    this.cursors = cursors;
  }

  /// Where the list of notes continues.
  List<String> after(Call call, NoteSort sort) {
    return after(call, notes(call), sort.beginning());
  }

  Reply notes(Call call, NoteSort sort, NoteFields fields, List<ListedNote> rows) {
    int limit = (int) call.integer("limit");
    List<ListedNote> page = rows.size() > limit ? rows.subList(0, limit) : rows;
    boolean more = !rows.isEmpty() && rows.getFirst().found() > page.size();
    List<JsonObject> items = page.stream().map(each -> fields.of(each.note())).toList();
    return Page.reply(
        call, cursors, notes(call), items, more, last -> sort.keys(page.getLast().note()));
  }

  private static String notes(Call call) {
    return call.operation().id()
        + ' '
        + call.callerName()
        + ' '
        + call.text("sort")
        + NoteFilter.of(call);
  }

  UUID note(Call call) {
    return UUID.fromString(call.text("note"));
  }

  /// The number that the page of revisions ends before.
  long before(Call call) {
    String first = Long.toString(Long.MAX_VALUE);
    return Long.parseLong(after(call, revisions(call), List.of(first)).getFirst());
  }

  /// A note has a revision at least: a first page without any is one of no note.
  Reply revisions(Call call, List<JsonObject> rows) {
    if (rows.isEmpty() && call.optionalText("cursor").isEmpty()) {
      throw Problem.notFound();
    }
    return Page.reply(call, cursors, revisions(call), rows, RevisionSql::keys);
  }

  private static String revisions(Call call) {
    return call.operation().id() + ' ' + call.callerName() + ' ' + call.text("note");
  }

  List<String> afterInTrash(Call call) {
    return after(call, trash(call), LATEST);
  }

  Reply trash(Call call, List<JsonObject> rows) {
    return Page.reply(
        call,
        cursors,
        trash(call),
        rows,
        each -> List.of(each.getString("deletedAt"), each.getString("id")));
  }

  private static String trash(Call call) {
    return call.operation().id() + ' ' + call.callerName();
  }

  private List<String> after(Call call, String list, List<String> beginning) {
    return Page.after(call, cursors, list, beginning);
  }
}
