package dev.principia.note;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The body between the template's headings. It stands there as it is, but for lines that would be
/// taken for something else: outside code, a heading of the template, a fence that is never closed,
/// and a blank first line get a backslash in front, and so do such lines that have backslashes
/// already.
final class BodyText {
  private BodyText() {}

  /// Appends the body as lines; nothing when it is empty.
  static void write(String body, List<String> to) {
    if (body.isEmpty()) {
      return;
    }
    List<String> lines = Lines.of(body);
    Fences fences = new Fences(lines);
    for (int i = 0; i < lines.size(); i++) {
      OptionalInt closing = fences.closing(i);
      if (closing.isPresent()) {
        to.addAll(lines.subList(i, closing.getAsInt() + 1));
        i = closing.getAsInt();
      } else {
        String line = lines.get(i);
        to.add(isSpecial(line, i == 0) ? "\\" + line : line);
      }
    }
  }

  private static boolean isSpecial(String line, boolean first) {
    String bare = Lines.bare(line);
    return Section.of(bare).isPresent()
        || Fences.Fence.of(bare).isPresent()
        || (first && Lines.isBlank(bare));
  }

  /// Where the body that begins at line `from` ends: at the next heading of the template outside
  /// code.
  static int end(List<String> lines, Fences fences, int from) {
    int i = from;
    while (i < lines.size() && Section.of(lines.get(i)).isEmpty()) {
      i = fences.closing(i).orElse(i) + 1;
    }
    return i;
  }

  /// The body that these lines hold; the blank lines before it and one behind it belong to the
  /// template.
  static String read(List<String> region) {
    int from = 0;
    while (from < region.size() && Lines.isBlank(region.get(from))) {
      from++;
    }
    boolean separated = from < region.size() && Lines.isBlank(region.getLast());
    return from == region.size()
        ? ""
        : plain(region.subList(from, region.size() - (separated ? 1 : 0)));
  }

  private static String plain(List<String> lines) {
    Fences fences = new Fences(lines);
    List<String> plain = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      OptionalInt closing = fences.closing(i);
      if (closing.isPresent()) {
        plain.addAll(lines.subList(i, closing.getAsInt() + 1));
        i = closing.getAsInt();
      } else {
        String line = lines.get(i);
        boolean escaped = line.startsWith("\\") && isSpecial(line, i == 0);
        plain.add(escaped ? line.substring(1) : line);
      }
    }
    return String.join("\n", plain);
  }
}
