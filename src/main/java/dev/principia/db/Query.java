package dev.principia.db;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// An SQL statement with its arguments and the reader of its rows: a value that both flows can ask.
///
/// @param sql a constant text with `$1`, `$2`, …; values never become part of it
/// @param arguments bound in order; an empty `Optional` is NULL
/// @param reader makes a result of each row
public record Query<T>(String sql, List<Object> arguments, Function<Columns, T> reader) {

  /// A statement that answers rows.
  public static <T> Query<T> of(String sql, Function<Columns, T> reader, Object... arguments) {
    return new Query<>(sql, Arrays.asList(arguments), reader);
  }

  /// A statement whose rows, if any, nobody reads.
  public static Query<Boolean> command(String sql, Object... arguments) {
    return of(sql, row -> true, arguments);
  }

  /// The arguments as drivers want them: NULL for an empty `Optional`.
  Object[] bound() {
    Object[] bound = new Object[arguments.size()];
    for (int i = 0; i < bound.length; i++) {
      Object argument = arguments.get(i);
      bound[i] = argument instanceof Optional<?> optional ? unwrapped(optional) : argument;
    }
    return bound;
  }

  @SuppressWarnings("NullAway") // Drivers take null for NULL; it does not leave this package.
  private static Object unwrapped(Optional<?> optional) {
    return optional.orElse(null);
  }
}
