package dev.principia.note;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The five sections of the note template, in the template's order.
enum Section {
  KEY_CONCEPTS("Key Concepts", "keyConcepts"),
  NOTES("Notes", "body"),
  CODE_EXAMPLES("Code Examples", "codeExamples"),
  TAKEAWAYS("Takeaways", "takeaways"),
  RESOURCES("Resources", "resources");

  /// `## Notes`, `## 📝 Notes:`, `## notes ##`; what stands before the words may be a mis-decoded
  /// emoji. Possessive throughout: a long line is refused at its first mismatch.
  private static final Pattern HEADING =
      Pattern.compile(
          "##[ \t]++(?:[^\\p{ASCII}]++[ \t]++)?"
              + "(key concepts|notes|code examples|takeaways|resources):?[ \t]*+(?:#++[ \t]*+)?",
          Pattern.CASE_INSENSITIVE);

  private final String title;
  private final String member;

  Section(String title, String member) {
    this.title = title;
    this.member = member;
  }

  /// The section that this line begins.
  static Optional<Section> of(String line) {
    if (!line.startsWith("##")) {
      return Optional.empty();
    }
    Matcher heading = HEADING.matcher(line);
    return heading.matches() ? named(heading.group(1)) : Optional.empty();
  }

  private static Optional<Section> named(String words) {
    String name = words.toUpperCase(Locale.ROOT).replace(' ', '_');
    return Optional.of(valueOf(name));
  }

  String heading() {
    return "## " + title;
  }

  /// The member of the JSON form.
  String member() {
    return member;
  }

  String pointer() {
    return "/" + member;
  }
}
