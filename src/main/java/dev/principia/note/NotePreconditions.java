package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a note may be written by a caller that has seen what it says it has (RFC 9110, 13.1).
///
/// @param wanted the validators in `If-Match`
record NotePreconditions(String wanted) {
  private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})-([0-9a-f]{8})[!#-~]*\"");

  /// 428 when the call names no version.
  static NotePreconditions required(Call call) {
    return of(call)
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag of the note in If-Match, or `If-None-Match: *` to create it."));
  }

  static Optional<NotePreconditions> of(Call call) {
    return call.ifMatch().map(NotePreconditions::new);
  }

  /// Whether the call creates a note: it says that it knows of none.
  static boolean creates(Call call) {
    return call.optionalText("If-None-Match")
        .filter(known -> known.strip().equals("*"))
        .isPresent();
  }

  /// Strong comparison; what follows the id in a validator names a form of the same version.
  boolean matches(StoredNote note) {
    if (wanted.strip().equals("*")) {
      return true;
    }
    return Pattern.compile(",")
        .splitAsStream(wanted)
        .map(each -> TAG.matcher(each.strip()))
        .anyMatch(tag -> names(tag, note) && Long.parseLong(tag.group(1)) == note.version());
  }

  private static boolean names(Matcher tag, StoredNote note) {
    return tag.matches() && tag.group(2).equals(note.idPart());
  }

  /// The version of this note that the caller began with; empty when it names another note.
  Optional<Long> base(StoredNote note) {
    return Pattern.compile(",")
        .splitAsStream(wanted)
        .map(each -> TAG.matcher(each.strip()))
        .filter(tag -> names(tag, note))
        .map(tag -> Long.valueOf(tag.group(1)))
        .findFirst();
  }
}
