package dev.principia.course;

import java.util.ArrayList;
import java.util.List;

/// Lines that stay when others are taken out between them.
final class KeptText {
  private final List<String> lines = new ArrayList<>();
  private boolean cut;

  void keep(String line) {
    if (line.isBlank() && cut && (lines.isEmpty() || lines.getLast().isBlank())) {
      return; // one blank line is enough around what was taken out
    }
    cut = cut && line.isBlank();
    lines.add(line);
  }

  /// Something was taken out here.
  void cut() {
    cut = true;
  }

  boolean isBlank() {
    return lines.stream().allMatch(String::isBlank);
  }

  List<String> lines() {
    return lines;
  }

  /// The text without the blank lines around it.
  String text() {
    int start = 0;
    int end = lines.size();
    while (start < end && lines.get(start).isBlank()) {
      start++;
    }
    while (end > start && lines.get(end - 1).isBlank()) {
      end--;
    }
    return String.join("\n", lines.subList(start, end));
  }
}
