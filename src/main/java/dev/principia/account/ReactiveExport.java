package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Preference;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import dev.principia.job.Accepted;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/// The export of one's account on the event loop.
public final class ReactiveExport {
  private final ReactiveDb db;
  private final AccountExport export;

  public ReactiveExport(ReactiveDb db, AccountExport export) {
    this.db = db;
    this.export = export;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("exportMe", this::export, "getMyExport", this::fetch);
  }

  private Future<Reply> export(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.run(AuditSql.add("account.exported", call))
                .compose(written -> Preference.of(call).waits() ? now(tx, call) : later(tx, call)));
  }

  private static Future<Reply> later(ReactiveTx tx, Call call) {
    return tx.only(StoredExportSql.enqueue(call)).map(Accepted::of);
  }

  private Future<Reply> now(ReactiveTx tx, Call call) {
    UUID account = call.caller().id();
    return tx.one(ExportSql.account(account))
        .map(
            found -> {
              var _ = found.orElseThrow(AccountSql::gone);
              return AccountExport.reply(
                  new ReactiveDocument(db, export.pieces(account), piece -> {}));
            });
  }

  private Future<Reply> fetch(Call call) {
    return db.one(call, StoredExportSql.find(AccountExport.id(call), call.caller().id()))
        .map(found -> found.orElseThrow(Problem::notFound))
        .map(export -> AccountExport.reply(db.stream(StoredExportSql.pieces(export))));
  }
}
