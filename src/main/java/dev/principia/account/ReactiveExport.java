package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    return Map.of("exportMe", this::export);
  }

  private Future<Reply> export(Call call) {
    return db.transaction(
        call,
        tx ->
            members(tx, call)
                .compose(
                    members ->
                        tx.run(AuditSql.add("account.exported", call))
                            .map(done -> export.reply(members))));
  }

  private Future<List<Buffer>> members(ReactiveTx tx, Call call) {
    Future<List<Buffer>> all = Future.succeededFuture(new ArrayList<>());
    for (Query<Buffer> query : export.of(call.caller().id())) {
      all = all.compose(members -> next(tx, query, members));
    }
    return all;
  }

  private static Future<List<Buffer>> next(
      ReactiveTx tx, Query<Buffer> query, List<Buffer> members) {
    return tx.one(query)
        .map(
            found -> {
              members.add(found.orElseThrow(AccountSql::gone));
              return members;
            });
  }
}
