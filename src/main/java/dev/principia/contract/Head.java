package dev.principia.contract;

import java.util.Optional;

/// A request's head as it came over the wire: nothing is decoded or normalised.
public interface Head {
  String method();

  /// The path as sent, percent-encoded.
  String path();

  /// The query as sent, without the question mark; empty when there is none.
  String query();

  /// A header's value by its name in any case; several fields of one name are joined by commas.
  Optional<String> header(String name);

  /// The address of the peer, without its port.
  String peer();

  /// `http` or `https`.
  String scheme();

  /// The host that was asked for, with its port; empty when the request names none.
  default String host() {
    return header("Host").orElse("");
  }
}
