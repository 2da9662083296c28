package dev.principia.course;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A line of three or more backticks or tildes that opens or closes a block of code.
///
/// @param line its index
/// @param bare whether nothing follows the signs; only such a fence closes
record Fence(int line, char sign, int length, boolean bare) {

  /// The fence that this line is, if it is one.
  static Optional<Fence> of(int line, String typed) {
    String text = typed.strip();
    if (!text.startsWith("```") && !text.startsWith("~~~")) {
      return Optional.empty();
    }
    char sign = text.charAt(0);
    int length = Line.run(text, sign);
    boolean inline = sign == '`' && text.indexOf('`', length) >= 0;
    return inline
        ? Optional.empty()
        : Optional.of(new Fence(line, sign, length, length == text.length()));
  }

  /// The lines that are code or the fences around it, in time linear in the text. A note template
  /// often shows fences inside a fence, which CommonMark closes too early, so nesting is tried
  /// first; it fails when a closing fence was forgotten.
  static BitSet code(List<String> lines) {
    var fences = new ArrayList<Fence>();
    for (int i = 0; i < lines.size(); i++) {
      of(i, lines.get(i)).ifPresent(fences::add);
    }
    return nested(fences).orElseGet(() -> flat(fences));
  }

  private static Optional<BitSet> nested(List<Fence> fences) {
    var code = new BitSet();
    var open = new ArrayDeque<Fence>();
    for (Fence fence : fences) {
      if (!open.isEmpty() && fence.closes(open.peek())) {
        code.set(open.pop().line(), fence.line() + 1);
      } else if (open.isEmpty() || !fence.bare()) {
        open.push(fence);
      }
    }
    return open.isEmpty() ? Optional.of(code) : Optional.empty();
  }

  private static BitSet flat(List<Fence> fences) {
    var code = new BitSet();
    int[] backticks = longestAhead(fences, '`');
    int[] tildes = longestAhead(fences, '~');
    for (int i = 0; i < fences.size(); i++) {
      Fence open = fences.get(i);
      int ahead = (open.sign() == '`' ? backticks : tildes)[i + 1];
      if (ahead >= open.length()) {
        i = closing(fences, i);
        code.set(open.line(), fences.get(i).line() + 1);
      }
    }
    return code;
  }

  /// For each index, the length of the longest bare fence from there on: whether an opening fence
  /// is ever closed is known without looking for its end.
  private static int[] longestAhead(List<Fence> fences, char sign) {
    int[] longest = new int[fences.size() + 1];
    for (int i = fences.size() - 1; i >= 0; i--) {
      Fence fence = fences.get(i);
      int length = fence.bare() && fence.sign() == sign ? fence.length() : 0;
      longest[i] = Math.max(length, longest[i + 1]);
    }
    return longest;
  }

  private static int closing(List<Fence> fences, int opening) {
    int i = opening + 1;
    while (!fences.get(i).closes(fences.get(opening))) {
      i++;
    }
    return i;
  }

  private boolean closes(Fence open) {
    return bare && sign == open.sign() && length >= open.length();
  }
}
