package dev.principia.cache;

import java.util.List;
import java.util.Optional;

/// A row of the log of events, or that there was none.
///
/// @param end the last sequence of the whole log
public record Heard(long end, Optional<Changes.Seen> event) {
  static void tell(Changes changes, long asked, List<Heard> rows) {
    changes.heard(
        asked,
        rows.getFirst().end(),
        rows.stream().map(Heard::event).flatMap(Optional::stream).toList());
  }
}
