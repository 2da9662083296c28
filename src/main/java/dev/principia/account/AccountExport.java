package dev.principia.account;

import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// All that belongs to an account, in one JSON document: each feature contributes a member, one
/// statement makes it, and the bytes pass through as they come. The whole document is in memory
/// while it is answered.
public final class AccountExport {
  private final List<Part> parts = new ArrayList<>();

  /// A member of the document.
  ///
  /// @param of asks for its JSON, of an account: one row, or none when the account was deleted
  public record Part(String member, Function<UUID, Query<Buffer>> of) {}

  /// @param others what other features know of an account
  public AccountExport(List<Part> others) {
    parts.add(new Part("account", ExportSql::account));
    parts.add(new Part("sessions", ExportSql::sessions));
    parts.add(new Part("apiKeys", ExportSql::apiKeys));
    parts.addAll(others);
    parts.add(new Part("audit", ExportSql::audit));
  }

  List<Query<Buffer>> of(UUID account) {
    return parts.stream().map(part -> part.of().apply(account)).toList();
  }

  /// @param members what [#of] asked for, in its order
  Reply reply(List<Buffer> members) {
    Buffer document = Buffer.buffer();
    for (int i = 0; i < members.size(); i++) {
      document
          .appendString(i == 0 ? "{\"" : ",\"")
          .appendString(parts.get(i).member())
          .appendString("\":")
          .appendBuffer(members.get(i));
    }
    return Reply.bytes(200, Media.JSON, document.appendString("}"))
        .with("Content-Disposition", "attachment; filename=\"principia-export.json\"")
        .with("Cache-Control", "no-store");
  }
}
