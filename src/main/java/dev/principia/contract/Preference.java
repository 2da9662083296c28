package dev.principia.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How a client would like to be answered (RFC 7240).
///
/// @param respondAsync it rather comes back later: `respond-async`
/// @param waits it rather waits: `wait=10`; how long is not looked at, the deadline is for all
public record Preference(boolean respondAsync, boolean waits) {

  /// What the call's `Prefer` says; what is unknown is ignored.
  public static Preference of(Call call) {
    Optional<String> header = call.optionalText("Prefer");
    Set<String> names =
        Arrays.stream(header.orElse("").split(",", -1))
            .map(each -> each.split("[;=]", -1)[0].strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return new Preference(names.contains("respond-async"), names.contains("wait"));
  }
}
