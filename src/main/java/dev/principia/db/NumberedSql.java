package dev.principia.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// PostgreSQL's `$1, $2, …` as JDBC's `?`, with the order in which arguments are bound. Derived
/// once per text.
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
    boolean quoted = false;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && c == '$' && i + 1 < sql.length() && Character.isDigit(sql.charAt(i + 1))) {
        int end = i + 1;
        while (end < sql.length() && Character.isDigit(sql.charAt(end))) {
          end++;
        }
        order.add(Integer.parseInt(sql, i + 1, end, 10) - 1);
        jdbc.append('?');
        i = end - 1;
      } else {
        jdbc.append(!quoted && c == '?' ? "??" : c);
      }
    }
    return new NumberedSql(jdbc.toString(), List.copyOf(order));
  }
}
