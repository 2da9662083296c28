package dev.principia.course;

import java.util.Comparator;
import java.util.List;

/// A text that is no course outline, with every reason at once.
public final class OutlineRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Defect> defects;

  /// Refuses a text for these reasons; at least one; they are kept in line order.
  public OutlineRefused(List<Defect> defects) {
    super(defects.size() + " defects, one of them " + defects.getFirst(), null, false, false);
    this.defects = defects.stream().sorted(Comparator.comparingInt(Defect::line)).toList();
  }

  /// All defects, in line order.
  public List<Defect> defects() {
    return defects;
  }

  /// One reason for a refusal.
  ///
  /// @param line counted from 1
  /// @param code `no-title`, `no-lessons`, `empty-title`, `title-too-long`, `duplicate-number`,
  ///   `number-out-of-range`, `unknown-mark`, `summary-too-long` or `control-character`
  /// @param detail the reason in words, for people
  public record Defect(int line, String code, String detail) {}
}
