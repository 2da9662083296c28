package dev.principia.note;

import java.time.Instant;
import java.util.List;

/// The orders in which notes are listed, by the contract's closed vocabulary. Ties break by id.
enum NoteSort {
  CHANGED_LAST("-updatedAt", NoteListSql.CHANGED_LAST, true, true),
  CHANGED_FIRST("updatedAt", NoteListSql.CHANGED_FIRST, true, false),
  MADE_LAST("-createdAt", NoteListSql.MADE_LAST, false, true),
  MADE_FIRST("createdAt", NoteListSql.MADE_FIRST, false, false);

  private static final List<String> FIRST =
      List.of("0001-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000");
  private static final List<String> LAST =
      List.of("9999-12-31T00:00:00Z", "ffffffff-ffff-ffff-ffff-ffffffffffff");

  private final String word;
  private final String sql;
  private final boolean byChange;
  private final boolean down;

  NoteSort(String word, String sql, boolean byChange, boolean down) {
    this.word = word;
    this.sql = sql;
    this.byChange = byChange;
    this.down = down;
  }

  static NoteSort of(String word) {
    for (NoteSort sort : values()) {
      if (sort.word.equals(word)) {
        return sort;
      }
    }
    throw new IllegalArgumentException("the contract has a sort that is not here: " + word);
  }

  String sql() {
    return sql;
  }

  /// Keys before the first row.
  List<String> beginning() {
    return down ? LAST : FIRST;
  }

  List<String> keys(StoredNote note) {
    Instant key = byChange ? note.updatedAt() : note.createdAt();
    return List.of(key.toString(), note.id().toString());
  }
}
