package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.db.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an error must not tell of how we are made: names of tables, constraints and indexes, words
/// of the database, classes, stacks.
final class Leaks {
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(dev\\.principia|java\\.|javax\\.|io\\.(vertx|netty)|org\\.\\w+\\.)[\\w.$]*"
              + "|\\b\\w*(Exception|Sql|Verticle)\\b"
              + "|\\bat \\w+(\\.\\w+)+\\("
              + "|(?i)\\b(sqlstate|relation \"|constraint|duplicate key|violates|syntax error at)");

  /// A name that consists of one ordinary word (`notes`) is no leak.
  private static final String NAMES =
      """
      select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relname like '%\\_%'
       union
      select conname from pg_constraint
       where connamespace = 'public'::regnamespace and conname like '%\\_%'
      """;

  private static Optional<Set<String>> names = Optional.empty();

  private Leaks() {}

  /// Fails the test when the answer tells any of it.
  static void none(String answer) {
    Matcher inside = INSIDE.matcher(answer);
    assertEquals(Optional.empty(), inside.find() ? Optional.of(inside.group()) : Optional.empty());
    List<String> told = names().stream().filter(answer::contains).toList();
    assertEquals(List.of(), told, answer);
  }

  static synchronized Set<String> names() {
    if (names.isEmpty()) {
      try (Database database = new Database(Services.shared().config(Map.of()))) {
        Query<String> all = Query.of(NAMES, row -> row.get(String.class, "name"));
        names = Optional.of(Set.copyOf(database.db().<List<String>>work(tx -> tx.list(all))));
      }
    }
    return names.orElseThrow();
  }
}
