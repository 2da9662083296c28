package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.lab.load.Stub;
import java.net.URI;
import java.util.Optional;

/// The other system that the lab's operations call: a given one, or a stub inside this process.
///
/// @param uri where it is
/// @param own the stub, when it is ours
public record Downstream(URI uri, Optional<Stub> own) implements AutoCloseable {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  /// @param on whether anybody may call it at all
  public static Downstream of(boolean on, Optional<URI> given) {
    if (!on || given.isPresent()) {
      return new Downstream(given.orElse(NOWHERE), Optional.empty());
    }
    Stub stub = new Stub();
    return new Downstream(URI.create("http://127.0.0.1:" + stub.port()), Optional.of(stub));
  }

  /// What is asked of it for a call of the lab's operation.
  static String asked(Call call) {
    return "/?ms=" + call.integer("ms") + "&p99=" + call.integer("p99");
  }

  @Override
  public void close() {
    own.ifPresent(Stub::close);
  }
}
