package dev.principia.course;

import io.vertx.core.json.JsonObject;
import java.util.List;

/// The orders in which courses are listed, by the contract's closed vocabulary. Ties break by id,
/// so every order is total and a cursor can name a place in it.
///
/// Each has constant texts of SQL: nothing that a client sends becomes part of a statement.
enum CourseSort {
  NEWEST("-createdAt", "createdAt", "9999-12-31T00:00:00Z", CourseSort.LAST),
  OLDEST("createdAt", "createdAt", "0001-01-01T00:00:00Z", CourseSort.FIRST),
  TITLE("title", "title", "", CourseSort.FIRST),
  // U+10FFFF repeated sorts after every title of the contract's length.
  TITLE_DOWN("-title", "title", "\uDBFF\uDFFF".repeat(201), CourseSort.LAST);

  static final String FIRST = "00000000-0000-0000-0000-000000000000";
  static final String LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

  private final String word;
  private final String member;
  private final String firstKey;
  private final String firstId;

  CourseSort(String word, String member, String firstKey, String firstId) {
    this.word = word;
    this.member = member;
    this.firstKey = firstKey;
    this.firstId = firstId;
  }

  static CourseSort of(String word) {
    for (CourseSort sort : values()) {
      if (sort.word.equals(word)) {
        return sort;
      }
    }
    throw new IllegalArgumentException("the contract has a sort that is not here: " + word);
  }

  boolean isByTime() {
    return this == NEWEST || this == OLDEST;
  }

  /// Keys before the first row.
  List<String> beginning() {
    return List.of(firstKey, firstId);
  }

  /// The keys of this row in this order.
  List<String> keys(JsonObject course) {
    return List.of(course.getString(member), course.getString("id"));
  }
}
