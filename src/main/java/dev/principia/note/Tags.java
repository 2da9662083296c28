package dev.principia.note;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Tags in one spelling: lower case, Unicode's form NFC, no white space around them and single
/// spaces within, each once.
final class Tags {
  /// The most characters of one tag.
  static final int LONGEST = 50;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]++");

  private Tags() {}

  static List<String> of(List<String> typed) {
    return typed.stream().map(Tags::of).filter(tag -> !tag.isEmpty()).distinct().toList();
  }

  static String of(String typed) {
    String lower = Normalizer.normalize(typed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return SPACES.matcher(Normalizer.normalize(lower, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }
}
