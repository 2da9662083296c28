package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What administrators do about accounts, on the event loop.
public final class ReactiveAdmin {
  private final ReactiveDb db;
  private final Sessions sessions;
  private final KnownCredentials known;
  private final AdminPages pages;

  public ReactiveAdmin(ReactiveDb db, Sessions sessions, KnownCredentials known, Cursors cursors) {
    this.db = db;
    this.sessions = sessions;
    this.known = known;
    this.pages = new AdminPages(cursors);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "listAccounts", this::accounts, "updateAccount", this::update, "listAudit", this::audit);
  }

  private Future<Reply> accounts(Call call) {
    return db.list(call, AdminSql.accounts(call, pages.before(call)))
        .map(rows -> pages.page(call, rows));
  }

  private Future<Reply> audit(Call call) {
    return db.list(call, AdminSql.audit(call, pages.before(call)))
        .map(rows -> pages.page(call, rows));
  }

  private Future<Reply> update(Call call) {
    UUID account = UUID.fromString(call.text("account"));
    return db.transaction(
            call,
            tx ->
                tx.one(AdminSql.lock(account))
                    .map(found -> found.orElseThrow(Problem::notFound).patched(call))
                    .compose(change -> apply(tx, call, change))
                    .map(ReactiveAdmin::reply))
        .onSuccess(done -> known.removeAccount(account));
  }

  private Future<AdminAccount> apply(ReactiveTx tx, Call call, AdminAccount.Change change) {
    return change.isNone()
        ? Future.succeededFuture(change.before())
        : tx.only(AdminSql.save(change.after()))
            .compose(saved -> audited(tx, call, change).map(saved))
            .compose(saved -> ended(tx, change).map(saved));
  }

  private static Future<Integer> audited(ReactiveTx tx, Call call, AdminAccount.Change change) {
    Future<Integer> audited = Future.succeededFuture(0);
    for (String event : change.events()) {
      Optional<UUID> account = Optional.of(change.after().id());
      audited =
          audited.compose(done -> tx.run(AuditSql.add(event, account, call, change.detail(call))));
    }
    return audited;
  }

  private Future<Boolean> ended(ReactiveTx tx, AdminAccount.Change change) {
    if (!change.endsSessions()) {
      return Future.succeededFuture(false);
    }
    return tx.list(SessionSql.revokeAll(change.after().id()))
        .map(
            ended -> {
              sessions.end(ended);
              return true;
            });
  }

  private static Reply reply(AdminAccount account) {
    return Reply.ok(account.json()).etag(Long.toString(account.version()));
  }
}
