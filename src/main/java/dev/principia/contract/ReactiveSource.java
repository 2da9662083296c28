package dev.principia.contract;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/// A body that is made on the event loop, as fast as the client takes it.
@FunctionalInterface
public non-sealed interface ReactiveSource extends Reply.Source {
  /// Writes the whole body and does not end `out`. The future fails when the body cannot be made or
  /// nobody takes it any more; by then nothing is held.
  Future<Void> writeTo(WriteStream<Buffer> out);
}
