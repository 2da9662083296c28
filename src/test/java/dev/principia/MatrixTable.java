package dev.principia;

import dev.principia.contract.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table of the page of who may do what, as Markdown.
final class MatrixTable {
  private final StringBuilder head = new StringBuilder("|");
  private final StringBuilder rows = new StringBuilder();

  MatrixTable(String... names) {
    Arrays.stream(names).forEach(this::column);
  }

  private void column(String name) {
    head.append(' ').append(name).append(" |");
  }

  MatrixTable columns(Stream<? extends Enum<?>> callers) {
    callers
        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .forEach(this::column);
    return this;
  }

  /// The order of a table's rows.
  static List<Operation> sorted(Stream<Operation> operations) {
    return operations
        .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
        .toList();
  }

  void row(Operation operation, Optional<String> scope, Stream<String> statuses) {
    rows.append(
        "\n| `%s %s` | `%s` |"
            .formatted(operation.method(), operation.path(), operation.policy().word()));
    scope.ifPresent(text -> rows.append(' ').append(text).append(" |"));
    rows.append(statuses.map(each -> " " + each + " |").collect(Collectors.joining()));
  }

  /// The page with this table in the place of the one that has the same columns.
  String in(String page) {
    int start = page.indexOf(head + "\n");
    if (start < 0) {
      throw new AssertionError("the page has no table " + head);
    }
    int end = page.indexOf("\n\n", start);
    return page.substring(0, start) + this + (end < 0 ? "\n" : page.substring(end));
  }

  @Override
  public String toString() {
    long columns = head.chars().filter(each -> each == '|').count() - 1;
    return head + "\n|" + " --- |".repeat((int) columns) + rows;
  }
}
