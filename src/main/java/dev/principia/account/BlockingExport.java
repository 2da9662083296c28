package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The export of one's account on a thread that may wait.
public final class BlockingExport {
  private final BlockingDb db;
  private final AccountExport export;

  public BlockingExport(BlockingDb db, AccountExport export) {
    this.db = db;
    this.export = export;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("exportMe", this::export);
  }

  private Reply export(Call call) {
    return db.transaction(
        call,
        tx -> {
          List<Buffer> members = new ArrayList<>();
          for (Query<Buffer> query : export.of(call.caller().id())) {
            members.add(tx.one(query).orElseThrow(AccountSql::gone));
          }
          tx.run(AuditSql.add("account.exported", call));
          return export.reply(members);
        });
  }
}
