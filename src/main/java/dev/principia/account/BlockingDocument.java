package dev.principia.account;

import dev.principia.contract.BlockingSource;
import dev.principia.db.BlockingDb;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// An account's export, made while it is written.
record BlockingDocument(BlockingDb db, List<AccountExport.Piece> pieces) implements BlockingSource {
  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (AccountExport.Piece piece : pieces) {
      out.write(piece.before().getBytes());
      ((BlockingSource) db.stream(piece.rows())).writeTo(out);
    }
    out.write(AccountExport.END.getBytes());
  }
}
