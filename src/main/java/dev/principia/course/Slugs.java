package dev.principia.course;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Readable names for addresses: ASCII letters, digits and single hyphens, at most 80 characters. A
/// slug holds a letter, so it is no lesson number; it never has the shape of a UUID and never is a
/// word that an address already uses.
public final class Slugs {
  private static final int LONGEST = 80;
  private static final int LONGEST_SUFFIX = 11;
  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Set<String> RESERVED = Set.of("next", "imports");

  /// Latin letters that Unicode doesn't decompose.
  private static final Map<Character, String> LATIN =
      Map.ofEntries(
          Map.entry('ß', "ss"),
          Map.entry('æ', "ae"),
          Map.entry('œ', "oe"),
          Map.entry('ø', "o"),
          Map.entry('đ', "d"),
          Map.entry('ð', "d"),
          Map.entry('þ', "th"),
          Map.entry('ł', "l"),
          Map.entry('ħ', "h"),
          Map.entry('ŧ', "t"),
          Map.entry('ŋ', "ng"),
          Map.entry('ı', "i"));

  private Slugs() {}

  /// The slug of a course.
  ///
  /// @param suffix asked for only when the title has no letter that ASCII can spell: 1 to 11 lower
  ///   case letters and digits
  public static String course(String title, Supplier<String> suffix) {
    String slug = ascii(title);
    return hasLetter(slug) ? allowed(slug, "course-") : suffixed("course", suffix.get());
  }

  /// The slug of a lesson; `lesson-7` when the title has no letter that ASCII can spell.
  public static String lesson(String title, int number) {
    return lesson(title).orElse("lesson-" + number);
  }

  /// The slug of a lesson, when its title has a letter that ASCII can spell.
  static Optional<String> lesson(String title) {
    String slug = ascii(title);
    return hasLetter(slug) ? Optional.of(allowed(slug, "lesson-")) : Optional.empty();
  }

  /// The same slug made different, when another has it already.
  ///
  /// @param suffix 1 to 11 lower-case letters and digits: never as long as the end of a UUID
  public static String suffixed(String slug, String suffix) {
    boolean valid = !suffix.isEmpty() && suffix.length() <= LONGEST_SUFFIX;
    if (!isSlug(slug) || !valid || !suffix.chars().allMatch(Slugs::isAlphanumeric)) {
      throw new IllegalArgumentException("no slug or no suffix: " + slug + ", " + suffix);
    }
    int room = LONGEST - suffix.length() - 1;
    String start = cut(slug, room);
    // What was cut off may have held the only letter.
    String lettered = hasLetter(start) ? start : "x-" + cut(slug, room - 2);
    return lettered + "-" + suffix;
  }

  /// Whether this is a slug.
  public static boolean isSlug(String text) {
    boolean written = text.chars().allMatch(c -> isAlphanumeric(c) || c == '-');
    boolean hyphens = text.startsWith("-") || text.endsWith("-") || text.contains("--");
    return written && !hyphens && text.length() <= LONGEST && hasLetter(text) && isFree(text);
  }

  private static String allowed(String slug, String prefix) {
    return isFree(slug) ? slug : prefix + slug;
  }

  private static boolean isFree(String slug) {
    return !RESERVED.contains(slug) && !isUuid(slug);
  }

  private static String ascii(String title) {
    var slug = new StringBuilder();
    String decomposed = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    boolean hyphen = false;
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      String ascii = isAlphanumeric(c) ? String.valueOf(c) : LATIN.getOrDefault(c, "");
      if (!ascii.isEmpty()) {
        slug.append(hyphen && !slug.isEmpty() ? "-" : "").append(ascii);
        hyphen = false;
      } else {
        hyphen = hyphen || !isMark(c);
      }
    }
    return cut(slug.toString(), LONGEST);
  }

  /// Cuts between words, or inside the first when it is longer than all the room.
  private static String cut(String slug, int room) {
    if (slug.length() <= room) {
      return slug;
    }
    int hyphen = slug.lastIndexOf('-', room);
    return slug.substring(0, hyphen > 0 ? hyphen : room);
  }

  private static boolean isUuid(String text) {
    return UUID_SHAPE.matcher(text).matches();
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean hasLetter(String text) {
    return text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
