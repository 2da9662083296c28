package dev.principia.contract;

import java.util.ArrayList;
import java.util.List;

/// Collects all that is wrong with one request, so that a client learns of everything at once.
final class Defects {
  private final List<Defect> found = new ArrayList<>(0);
  private boolean unreadable;

  void unreadable(Defect defect) {
    unreadable = true;
    found.add(defect);
  }

  void refused(Defect defect) {
    found.add(defect);
  }

  void refused(List<Defect> defects) {
    found.addAll(defects);
  }

  /// Throws when anything was found: 400 when some of it could not be read, else 422.
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw unreadable ? Problem.malformed(found) : Problem.invalid(found);
    }
  }
}
