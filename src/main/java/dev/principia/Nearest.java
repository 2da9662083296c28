package dev.principia;

import java.util.Collection;
import java.util.Comparator;

/// The known word that an unknown one was probably meant to be.
final class Nearest {
  private Nearest() {}

  /// The word of `known` at the least Levenshtein distance; `known` is not empty.
  static String to(String word, Collection<String> known) {
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(each -> distance(word, each)))
        .orElseThrow();
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
