package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.Preconditions;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;

/// One's own account on the event loop.
public final class ReactiveMe {
  private final Vertx vertx;
  private final ReactiveDb db;
  private final Sessions sessions;

  public ReactiveMe(Vertx vertx, ReactiveDb db, Sessions sessions) {
    this.vertx = vertx;
    this.db = db;
    this.sessions = sessions;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "getMe", this::get,
        "updateMe", this::update,
        "changePassword", this::changePassword,
        "deleteMe", this::delete);
  }

  private Future<Reply> get(Call call) {
    return db.one(call, AccountSql.own(call.caller().id()))
        .map(found -> found.orElseThrow(AccountSql::gone).reply());
  }

  private Future<Reply> update(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(AccountSql.lock(call.caller().id()))
                .map(found -> found.orElseThrow(AccountSql::gone))
                .compose(account -> save(tx, account, account.patched(call)))
                .map(Account::reply));
  }

  private static Future<Account> save(ReactiveTx tx, Account before, Account after) {
    if (after.equals(before)) {
      return Future.succeededFuture(before);
    }
    return after.name().equals(before.name())
        ? tx.only(AccountSql.save(after))
        : tx.list(AccountSql.showName(after.id()))
            .onSuccess(events -> events.forEach(tx::raise))
            .compose(shown -> tx.only(AccountSql.save(after)));
  }

  /// Both hashes are computed before the transaction begins: no connection waits for them.
  private Future<Reply> changePassword(Call call) {
    return db.one(call, AccountSql.credentials(call.caller().id()))
        .map(found -> PasswordChange.of(call, found.orElseThrow(AccountSql::gone)))
        .compose(change -> checked(call, change))
        .compose(
            change ->
                Future.fromCompletionStage(
                        sessions.passwords().hash(change.wanted()), vertx.getOrCreateContext())
                    .compose(hash -> db.transaction(call, tx -> store(tx, call, change, hash))));
  }

  private Future<PasswordChange> checked(Call call, PasswordChange change) {
    return Future.fromCompletionStage(
            sessions.passwords().matches(change.current(), change.of().hash()),
            vertx.getOrCreateContext())
        .compose(
            matches ->
                matches
                    ? Future.succeededFuture(true)
                    : db.work(tx -> tx.run(AuditSql.add("password.refused", call)))
                        .map(logged -> false))
        .map(change::allowed);
  }

  private Future<Reply> store(ReactiveTx tx, Call call, PasswordChange change, String hash) {
    UUID here = call.caller().session().orElseThrow(AccountSql::gone);
    return tx.run(AccountSql.replaceHash(change.of(), hash))
        .map(replaced -> change.allowed(replaced == 1))
        .compose(allowed -> tx.list(SessionSql.revokeOthers(call.caller().id(), here)))
        .compose(
            ended ->
                tx.run(AuditSql.add("password.changed", call))
                    .map(done -> sessions.revoked(call, ended)));
  }

  private Future<Reply> delete(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(AccountSql.lock(call.caller().id()))
                .map(found -> found.orElseThrow(AccountSql::gone))
                .compose(account -> recent(tx, call).map(account))
                .compose(account -> delete(tx, call, account)));
  }

  private static Future<Boolean> recent(ReactiveTx tx, Call call) {
    UUID here = call.caller().session().orElseThrow(AccountSql::gone);
    return tx.one(SessionSql.recent(here)).map(SessionReplies::requireRecent);
  }

  private Future<Reply> delete(ReactiveTx tx, Call call, Account account) {
    Preconditions.check(call, account.version());
    tx.raise(AccountEvents.of(EventType.ACCOUNT_DELETED, account.id()));
    return tx.only(AdminSql.lock(account.id()))
        .map(AdminAccount.Locked::spared)
        .compose(spared -> tx.list(SessionSql.endAll(account.id())))
        .compose(
            ended ->
                tx.run(AccountSql.delete(account.id()))
                    .compose(deleted -> tx.run(AuditSql.add("account.deleted", call)))
                    .map(done -> sessions.revoked(call, ended)));
  }
}
