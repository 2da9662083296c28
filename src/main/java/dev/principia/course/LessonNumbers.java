package dev.principia.course;

import dev.principia.course.OutlineRefused.Defect;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which lesson has which number. Typed numbers are claimed first, in reading order; then the
/// lessons without one are given what is free.
final class LessonNumbers {
  private final Map<Integer, Integer> lineOf = new HashMap<>();
  private final BitSet taken = new BitSet();
  private final List<Defect> defects;

  LessonNumbers(List<Defect> defects) {
    this.defects = defects;
    taken.set(0);
  }

  void claim(int line, int number) {
    if (number < 1 || number > Outline.LAST_NUMBER) {
      outOfRange(line);
      return;
    }
    Integer first = lineOf.putIfAbsent(number, line);
    taken.set(number);
    if (first != null) {
      String detail =
          "lesson number %d is in line %d and in line %d".formatted(number, first, line);
      defects.add(new Defect(line, "duplicate-number", detail));
    }
  }

  /// The next free number after that of the lesson before.
  int next(int line, int before) {
    int number = taken.nextClearBit(Math.min(before, Outline.LAST_NUMBER));
    if (number > Outline.LAST_NUMBER) {
      outOfRange(line);
    } else {
      taken.set(number);
    }
    return number;
  }

  private void outOfRange(int line) {
    String detail = "lesson numbers go from 1 to " + Outline.LAST_NUMBER;
    defects.add(new Defect(line, "number-out-of-range", detail));
  }
}
