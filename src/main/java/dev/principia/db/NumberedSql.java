package dev.principia.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// PostgreSQL's `$1, $2, …` as JDBC's `?`, with the order in which arguments are bound. Derived
/// once per text. Quoted texts, quoted names and `--` comments stay as they are.
///
/// @param jdbc the text with `?`; a `?` that was there before, an operator, is doubled
/// @param order for each `?` the index of its argument
record NumberedSql(String jdbc, List<Integer> order) {
  private static final Map<String, NumberedSql> KNOWN = new ConcurrentHashMap<>();

  static NumberedSql of(String sql) {
    return KNOWN.computeIfAbsent(sql, NumberedSql::derive);
  }

  private static NumberedSql derive(String sql) {
    StringBuilder jdbc = new StringBuilder(sql.length());
    List<Integer> order = new ArrayList<>();
    int from = 0;
    while (from < sql.length()) {
      int end = end(sql, from);
      String piece = sql.substring(from, end);
      if (piece.length() > 1 && piece.charAt(0) == '$') {
        order.add(Integer.parseInt(piece, 1, piece.length(), 10) - 1);
        jdbc.append('?');
      } else {
        jdbc.append(piece.equals("?") ? "??" : piece);
      }
      from = end;
    }
    return new NumberedSql(jdbc.toString(), List.copyOf(order));
  }

  /// Where the piece ends that begins here: a quoted text, a comment, a parameter, or a character.
  private static int end(String sql, int from) {
    char c = sql.charAt(from);
    if (c == '\'' || c == '"') {
      return after(sql, c, from + 1);
    } else if (sql.startsWith("--", from)) {
      return after(sql, '\n', from + 2);
    }
    int end = from + 1;
    while (c == '$' && end < sql.length() && Character.isDigit(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int after(String sql, char closing, int from) {
    int end = sql.indexOf(closing, from);
    return end < 0 ? sql.length() : end + 1;
  }
}
