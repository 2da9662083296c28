package dev.principia.account;

import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores what is written to it in pieces of some 64 KiB, each before the next one is taken.
/// Whoever writes waits for each write.
final class ReactivePieces implements WriteStream<Buffer> {
  private static final int LEAST = 64 * 1024;

  private final ReactiveDb db;
  private final UUID export;
  private Buffer held = Buffer.buffer();
  private int number;
  private long bytes;

  ReactivePieces(ReactiveDb db, UUID export) {
    this.db = db;
    this.export = export;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public Future<Void> write(Buffer data) {
    held.appendBuffer(data);
    bytes += data.length();
    return held.length() < LEAST ? Future.succeededFuture() : store();
  }

  @Override
  public Future<Void> end() {
    return held.length() == 0 ? Future.succeededFuture() : store();
  }

  private Future<Void> store() {
    Buffer piece = held;
    held = Buffer.buffer();
    return db.ask(StoredExportSql.piece(export, number++, piece)).mapEmpty();
  }

  @Override
  public ReactivePieces exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public ReactivePieces setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public ReactivePieces drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
