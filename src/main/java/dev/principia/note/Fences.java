package dev.principia.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The code fences among lines (CommonMark 0.31, 4.5): three or more backticks or tildes, indented
/// by at most three spaces.
final class Fences {
  private final List<Optional<Fence>> fences = new ArrayList<>();
  private final int[] backticks;
  private final int[] tildes;

  /// @param length how many signs
  /// @param info what follows them
  record Fence(int indent, char sign, int length, String info) {
    static Optional<Fence> of(String line) {
      int indent = Lines.run(line, 0, ' ');
      if (indent > 3 || indent == line.length() || "`~".indexOf(line.charAt(indent)) < 0) {
        return Optional.empty();
      }
      char sign = line.charAt(indent);
      int length = Lines.run(line, indent, sign);
      String info = Lines.trimmed(line.substring(indent + length));
      boolean inline = sign == '`' && info.indexOf('`') >= 0;
      return length < 3 || inline
          ? Optional.empty()
          : Optional.of(new Fence(indent, sign, length, info));
    }

    boolean closes(Fence opening) {
      return info.isEmpty() && sign == opening.sign && length >= opening.length;
    }
  }

  Fences(List<String> lines) {
    lines.forEach(line -> fences.add(Fence.of(line)));
    backticks = longestAhead('`');
    tildes = longestAhead('~');
  }

  /// For each index the longest closing fence from there on: whether a fence is ever closed is
  /// known without looking for its end, which keeps many open ones from costing their square.
  private int[] longestAhead(char sign) {
    int[] longest = new int[fences.size() + 1];
    for (int i = fences.size() - 1; i >= 0; i--) {
      int length =
          fences
              .get(i)
              .filter(each -> each.info().isEmpty() && each.sign() == sign)
              .map(Fence::length)
              .orElse(0);
      longest[i] = Math.max(length, longest[i + 1]);
    }
    return longest;
  }

  /// The fence that this line is.
  Optional<Fence> at(int line) {
    return fences.get(line);
  }

  /// The line that closes the fence which this line opens; empty when it opens none or none that is
  /// ever closed.
  OptionalInt closing(int line) {
    Optional<Fence> opening = fences.get(line);
    if (opening.isEmpty() || ahead(opening.get().sign())[line + 1] < opening.get().length()) {
      return OptionalInt.empty();
    }
    int end = line + 1;
    while (!fences.get(end).map(each -> each.closes(opening.get())).orElse(false)) {
      end++;
    }
    return OptionalInt.of(end);
  }

  private int[] ahead(char sign) {
    return sign == '`' ? backticks : tildes;
  }
}
