package dev.principia.contract;

/// Whether a change may be made to what its caller has seen (RFC 9110, 13.1.1).
///
/// A handler asks after it has read the row `for update`, in the transaction of the change, and
/// after all rules that refuse the change itself: the order of refusals is 422, 428, 412, 409.
public final class Preconditions {
  private Preconditions() {}

  /// Passes when `If-Match` names the resource's present version or is `*`.
  ///
  /// @param version of the resource, as in its ETag
  /// @throws Problem [ProblemType#PRECONDITION_REQUIRED] without the header,
  ///   [ProblemType#PRECONDITION_FAILED] when it names other versions only
  public static void check(Call call, long version) {
    String wanted =
        call.ifMatch()
            .orElseThrow(
                () ->
                    Problem.of(
                        ProblemType.PRECONDITION_REQUIRED,
                        "Send the ETag of what you change in If-Match."));
    if (!matches(wanted, version)) {
      throw Problem.of(
              ProblemType.PRECONDITION_FAILED, "It has changed since; get it and try again.")
          .with("ETag", "\"" + version + '"');
    }
  }

  /// Strong comparison: a weak validator matches nothing. The part after a `-` names an encoding or
  /// a form of the same version.
  static boolean matches(String wanted, long version) {
    if (wanted.strip().equals("*")) {
      return true;
    }
    String start = "\"" + version;
    for (String each : wanted.split(",", -1)) {
      String tag = each.strip();
      if (tag.equals(start + '"')
          || (tag.startsWith(start + "-") && tag.indexOf('"', 1) == tag.length() - 1)) {
        return true;
      }
    }
    return false;
  }
}
