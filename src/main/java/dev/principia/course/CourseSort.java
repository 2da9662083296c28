package dev.principia.course;

import io.vertx.core.json.JsonObject;
import java.util.List;

/// The orders in which courses are listed, by the contract's closed vocabulary. Ties break by id,
/// so every order is total and a cursor can name a place in it.
///
/// Each has its own constant text of SQL: nothing that a client sends becomes part of a statement.
enum CourseSort {
  NEWEST("-createdAt", "createdAt", CourseSql.LIST_NEWEST, "9999-12-31T00:00:00Z", CourseSort.LAST),
  OLDEST("createdAt", "createdAt", CourseSql.LIST_OLDEST, "0001-01-01T00:00:00Z", CourseSort.FIRST),
  TITLE("title", "title", CourseSql.LIST_TITLE, "", CourseSort.FIRST),
  // U+10FFFF repeated sorts after every title of the contract's length.
  TITLE_DOWN(
      "-title", "title", CourseSql.LIST_TITLE_DOWN, "\uDBFF\uDFFF".repeat(201), CourseSort.LAST);

  static final String FIRST = "00000000-0000-0000-0000-000000000000";
  static final String LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

  private final String word;
  private final String member;
  private final String sql;
  private final String firstKey;
  private final String firstId;

  CourseSort(String word, String member, String sql, String firstKey, String firstId) {
    this.word = word;
    this.member = member;
    this.sql = sql;
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

  String sql() {
    return sql;
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
