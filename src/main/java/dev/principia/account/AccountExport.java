package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// All that belongs to an account, as one JSON document: each feature contributes a member, one
/// statement makes it row by row, and the bytes pass through as they come. Nobody ever holds the
/// document.
public final class AccountExport {
  /// What closes the last member and the document.
  static final Buffer END = Buffer.buffer("]}");

  private final List<Part> parts = new ArrayList<>();

  /// A member of the document.
  ///
  /// @param of asks for the elements of its array, of an account, with the commas between them
  public record Part(String member, Function<UUID, Query<Buffer>> of) {}

  /// A member on its way into the document.
  ///
  /// @param before what stands before its rows
  /// @param percent of the document that is written before it
  record Piece(String member, Buffer before, Query<Buffer> rows, int percent) {}

  /// @param others what other features know of an account
  public AccountExport(List<Part> others) {
    parts.add(new Part("sessions", ExportSql::sessions));
    parts.add(new Part("apiKeys", ExportSql::apiKeys));
    parts.addAll(others);
    parts.add(new Part("audit", ExportSql::audit));
  }

  /// The document's pieces in their order; [#END] follows the last one.
  List<Piece> pieces(UUID account) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece("account", Buffer.buffer("{\"account\":"), ExportSql.account(account), 0));
    for (Part part : parts) {
      String before = (pieces.size() == 1 ? ",\"" : "],\"") + part.member() + "\":[";
      int percent = 100 * pieces.size() / (parts.size() + 1);
      pieces.add(
          new Piece(part.member(), Buffer.buffer(before), part.of().apply(account), percent));
    }
    return pieces;
  }

  /// The export that a call names. What is no id is the name of none.
  static UUID id(Call call) {
    return UUID.fromString(call.text("export"));
  }

  /// Removes stored exports whose day is over.
  public static Query<Boolean> purge() {
    return StoredExportSql.purge();
  }

  /// The document as a file, for nobody's cache.
  static Reply reply(Reply.Source document) {
    return Reply.stream(Media.JSON, document)
        .with("Content-Disposition", "attachment; filename=\"principia-export.json\"")
        .with("Cache-Control", "no-store");
  }
}
