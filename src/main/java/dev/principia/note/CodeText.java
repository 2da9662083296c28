package dev.principia.note;

import dev.principia.contract.Defect;
import dev.principia.note.Fences.Fence;
import dev.principia.note.Note.CodeExample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// Code examples in fences that are longer than any run of backticks within.
final class CodeText {
  private static final int SHORTEST = 3;

  private CodeText() {}

  static void write(List<CodeExample> examples, List<String> to) {
    for (CodeExample example : examples) {
      String fence = "`".repeat(Math.max(SHORTEST, longestRun(example.code()) + 1));
      if (to.getLast().startsWith("```")) {
        to.add("");
      }
      to.add(fence + example.language());
      if (!example.code().isEmpty()) {
        to.addAll(Lines.of(example.code()));
      }
      to.add(fence);
    }
  }

  private static int longestRun(String code) {
    int longest = 0;
    for (int i = code.indexOf('`'); i >= 0; i = code.indexOf('`', i)) {
      int run = Lines.run(code, i, '`');
      longest = Math.max(longest, run);
      i += run;
    }
    return longest;
  }

  /// One example and the line that its fence opens at, counted from 1.
  record Example(int line, CodeExample example) {}

  /// The examples from line `from` to the next heading of the template, and where that is.
  record Found(List<Example> examples, int end) {}

  static Found read(List<String> lines, Fences fences, int from, Consumer<Defect> defects) {
    List<Example> found = new ArrayList<>();
    int i = from;
    while (i < lines.size() && Section.of(lines.get(i)).isEmpty()) {
      OptionalInt closing = fences.closing(i);
      if (closing.isPresent()) {
        Fence opening = fences.at(i).orElseThrow();
        found.add(new Example(i + 1, example(opening, lines.subList(i + 1, closing.getAsInt()))));
      } else if (!Lines.isBlank(lines.get(i))) {
        defects.accept(stray(fences, lines.get(i), i));
      }
      i = closing.orElse(i) + 1;
    }
    return new Found(found, i);
  }

  private static Defect stray(Fences fences, String line, int index) {
    if (line.startsWith("#")) {
      return ListText.stray(line, index + 1);
    }
    return fences.at(index).isPresent()
        ? Defect.line(index + 1, "unclosed-fence", "This fence is never closed.")
        : Defect.line(index + 1, "text-outside-code", "Put code examples between fences.");
  }

  private static CodeExample example(Fence opening, List<String> lines) {
    List<String> code = lines.stream().map(line -> unindented(line, opening.indent())).toList();
    return new CodeExample(opening.info(), String.join("\n", code));
  }

  private static String unindented(String line, int indent) {
    return line.substring(Math.min(indent, Lines.run(line, 0, ' ')));
  }
}
