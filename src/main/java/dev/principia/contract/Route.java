package dev.principia.contract;

import java.util.List;
import java.util.SortedSet;

/// What a method and a path lead to.
public sealed interface Route {
  /// An operation, with the decoded segments of the path below the base path.
  record Found(Operation operation, List<String> segments) implements Route {}

  /// The path exists, for these methods; `HEAD` and `OPTIONS` included.
  record OtherMethods(SortedSet<String> allowed) implements Route {}

  /// The same address in its canonical spelling: what is fixed in lower case, no trailing slash.
  record Moved(String path) implements Route {}

  /// No such path.
  record Missing() implements Route {}

  /// A path that no client writes by mistake: dot segments, encoded slashes, control characters,
  /// broken escapes.
  record Hostile() implements Route {}
}
