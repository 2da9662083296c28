package dev.principia.course;

import java.util.Optional;

/// What every title and text of an outline has to obey.
final class Titles {
  /// The longest title, in code points.
  static final int LONGEST = 200;

  /// The longest summary, in code points.
  static final int LONGEST_SUMMARY = 2000;

  private Titles() {}

  /// Why this can't be a title: a refusal code, or empty when it can.
  static Optional<String> flaw(String title) {
    if (title.isBlank()) {
      return Optional.of("empty-title");
    }
    if (title.codePointCount(0, title.length()) > LONGEST) {
      return Optional.of("title-too-long");
    }
    return isPrintable(title) && title.indexOf('\n') < 0
        ? Optional.empty()
        : Optional.of("control-character");
  }

  /// What a refusal code of [#flaw] means, in words.
  static String meaning(String flaw) {
    return switch (flaw) {
      case "empty-title" -> "the title is empty";
      case "title-too-long" -> "the title is longer than " + LONGEST + " characters";
      default -> "the title holds a control character";
    };
  }

  /// The title itself, when it is trimmed and without flaw.
  static String checked(String title) {
    flaw(title)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException(meaning(flaw));
            });
    return trimmed(title);
  }

  /// The text itself, when nothing blank surrounds it.
  static String trimmed(String text) {
    if (!text.equals(text.strip())) {
      throw new IllegalArgumentException("the text begins or ends with white space");
    }
    return text;
  }

  /// The text itself, when it holds nothing but characters, tabs and `\n`.
  static String printable(String text) {
    if (!isPrintable(text)) {
      throw new IllegalArgumentException("the text holds a control character");
    }
    return text;
  }

  /// Whether the text is free of control characters (but for tab and `\n`) and of unpaired
  /// surrogates, which no UTF-8 text can hold.
  static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Titles::isPrintable);
  }

  private static boolean isPrintable(int c) {
    boolean surrogate = Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE;
    return c == '\t' || c == '\n' || !(Character.isISOControl(c) || surrogate);
  }
}
