package dev.principia.account;

import dev.principia.contract.ReactiveSource;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import java.util.function.Consumer;

/// An account's export, made while it is written.
///
/// @param begins is told of each piece before it is read
record ReactiveDocument(
    ReactiveDb db, List<AccountExport.Piece> pieces, Consumer<AccountExport.Piece> begins)
    implements ReactiveSource {

  @Override
  public Future<Void> writeTo(WriteStream<Buffer> out) {
    Future<Void> all = Future.succeededFuture();
    for (AccountExport.Piece piece : pieces) {
      all = all.compose(before -> write(piece, out));
    }
    return all.compose(done -> out.write(AccountExport.END));
  }

  private Future<Void> write(AccountExport.Piece piece, WriteStream<Buffer> out) {
    begins.accept(piece);
    return out.write(piece.before())
        .compose(written -> ((ReactiveSource) db.stream(piece.rows())).writeTo(out));
  }
}
