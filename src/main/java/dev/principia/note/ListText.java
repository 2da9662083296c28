package dev.principia.note;

import dev.principia.contract.Defect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Items under a heading of the template: `- ` before the first line of each, two spaces before its
/// further lines. A first line that begins with a blank, or is empty, gets a backslash in front.
final class ListText {
  private final Consumer<Defect> defects;
  private final List<Item> items = new ArrayList<>();
  private int blank;

  /// @param line where it begins, counted from 1
  record Item(int line, StringBuilder text) {}

  private ListText(Consumer<Defect> defects) {
    this.defects = defects;
  }

  static void write(List<String> items, List<String> to) {
    for (String item : items) {
      List<String> lines = Lines.of(item);
      String first = lines.getFirst();
      to.add("- " + (isSpecial(first) ? "\\" : "") + first);
      lines.stream().skip(1).forEach(line -> to.add("  " + line));
    }
  }

  private static boolean isSpecial(String line) {
    String bare = Lines.bare(line);
    return bare.isEmpty() || Lines.isBlank(bare.charAt(0));
  }

  /// The items that these lines hold, without empty ones.
  ///
  /// @param from the number of the first line, counted from 1
  /// @param defects is told of lines that belong to no item
  static List<Item> read(List<String> region, int from, Consumer<Defect> defects) {
    ListText list = new ListText(defects);
    for (int i = 0; i < region.size(); i++) {
      list.read(region.get(i), from + i);
    }
    list.items.removeIf(item -> item.text().isEmpty());
    return list.items;
  }

  private void read(String line, int number) {
    int marker = marker(line);
    if (marker > 0) {
      blank = 0;
      items.add(new Item(number, new StringBuilder(first(line.substring(marker)))));
    } else if (Lines.isBlank(line) && !line.startsWith("  ")) {
      blank++;
    } else if (!items.isEmpty() && (Lines.isBlank(line.charAt(0)) || isLazy(line))) {
      items.getLast().text().append("\n".repeat(blank + 1)).append(unindented(line));
      blank = 0;
    } else if (!Lines.isBlank(line)) {
      defects.accept(stray(line, number));
    }
  }

  /// CommonMark's lazy continuation: a paragraph goes on without its indentation.
  private boolean isLazy(String line) {
    return blank == 0 && line.charAt(0) != '#';
  }

  static Defect stray(String line, int number) {
    return line.startsWith("#")
        ? Defect.line(number, "unknown-heading", "This is none of the template's headings.")
        : Defect.line(number, "not-a-list-item", "Begin each item of this section with `- `.");
  }

  private static String unindented(String line) {
    return line.substring(line.startsWith("  ") ? 2 : Lines.isBlank(line.charAt(0)) ? 1 : 0);
  }

  private static String first(String typed) {
    String line = typed.substring(Lines.indent(typed));
    return line.startsWith("\\") && isSpecial(line) ? line.substring(1) : line;
  }

  /// The length of `-`, `*`, `+`, `1.` or `1)` at the start of an item, else 0.
  private static int marker(String line) {
    if (line.isEmpty()) {
      return 0;
    }
    int length = "-*+".indexOf(line.charAt(0)) >= 0 ? 1 : number(line);
    boolean ended = line.length() == length || Lines.isBlank(line.charAt(length));
    return ended ? length : 0;
  }

  private static int number(String line) {
    int digits = 0;
    while (digits < line.length() && line.charAt(digits) >= '0' && line.charAt(digits) <= '9') {
      digits++;
    }
    boolean ended =
        digits > 0
            && digits < 10
            && digits < line.length()
            && ".)".indexOf(line.charAt(digits)) >= 0;
    return ended ? digits + 1 : 0;
  }
}
