package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
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
    return Map.of("createAccount", this::create);
  }

  /// The hash is computed before the transaction begins: no connection waits for it.
  private Future<Reply> create(Call call) {
    NewAccount account = NewAccount.learner(call.body());
    Context here = vertx.getOrCreateContext();
    return Future.fromCompletionStage(passwords.hash(account.password()), here)
        .compose(
            hash ->
                db.transaction(
                    call,
                    tx -> {
                      tx.raise(AccountEvents.of(EventType.ACCOUNT_CREATED, account.id()));
                      return tx.only(AccountSql.insert(account, hash)).map(Reply::created);
                    }));
  }
}
