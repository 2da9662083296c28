package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Preference;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import dev.principia.job.Accepted;
import java.util.Map;
import java.util.UUID;

/// The export of one's account on a thread that may wait. The job is a worker's.
public final class BlockingExport {
  private final BlockingDb db;
  private final AccountExport export;

  public BlockingExport(BlockingDb db, AccountExport export) {
    this.db = db;
    this.export = export;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("exportMe", this::export, "getMyExport", this::fetch);
  }

  private Reply export(Call call) {
    return db.transaction(
        call,
        tx -> {
          tx.run(AuditSql.add("account.exported", call));
          return Preference.of(call).waits()
              ? now(tx, call)
              : Accepted.of(tx.only(StoredExportSql.enqueue(call)));
        });
  }

  private Reply now(BlockingTx tx, Call call) {
    UUID account = call.caller().id();
    var _ = tx.one(ExportSql.account(account)).orElseThrow(AccountSql::gone);
    return AccountExport.reply(new BlockingDocument(db, export.pieces(account)));
  }

  private Reply fetch(Call call) {
    UUID export =
        db.one(call, StoredExportSql.find(AccountExport.id(call), call.caller().id()))
            .orElseThrow(Problem::notFound);
    return AccountExport.reply(db.stream(StoredExportSql.pieces(export)));
  }
}
