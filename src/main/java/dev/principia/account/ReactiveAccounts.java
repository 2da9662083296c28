package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;

/// Accounts on the event loop.
public final class ReactiveAccounts {
  private final Vertx vertx;
  private final ReactiveDb db;
  private final Passwords passwords;

  public ReactiveAccounts(Vertx vertx, ReactiveDb db, Passwords passwords) {
    this.vertx = vertx;
    this.db = db;
    this.passwords = passwords;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("createAccount", this::create, "getMe", this::me, "updateMe", this::update);
  }

  private Future<Reply> me(Call call) {
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
    return after.equals(before) ? Future.succeededFuture(before) : tx.only(AccountSql.save(after));
  }

  /// The hash is computed before the transaction begins: no connection waits for it.
  private Future<Reply> create(Call call) {
    NewAccount account = NewAccount.learner(call.body());
    Context here = vertx.getOrCreateContext();
    return Future.fromCompletionStage(passwords.hash(account.password()), here)
        .compose(
            hash ->
                db.transaction(
                    call, tx -> tx.only(AccountSql.insert(account, hash)).map(Reply::created)));
  }
}
