package dev.principia.note;

import dev.principia.db.Columns;

/// A note on a page.
///
/// @param found how many notes were found for the page, one more than it holds at most; a page of
///   very long notes has fewer
record ListedNote(StoredNote note, int found) {
  static ListedNote read(Columns row) {
    return new ListedNote(StoredNote.read(row), row.get(Integer.class, "found"));
  }
}
