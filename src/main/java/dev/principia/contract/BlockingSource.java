package dev.principia.contract;

import java.io.IOException;
import java.io.OutputStream;

/// A body that is made on a thread that waits for the client.
@FunctionalInterface
public non-sealed interface BlockingSource extends Reply.Source {
  /// Writes the whole body and does not close `out`.
  ///
  /// @throws IOException when nobody takes it any more
  void writeTo(OutputStream out) throws IOException;
}
