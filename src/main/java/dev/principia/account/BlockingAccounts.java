package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.util.Map;

/// Accounts on a thread that may wait.
public final class BlockingAccounts {
  private final BlockingDb db;
  private final Passwords passwords;

  public BlockingAccounts(BlockingDb db, Passwords passwords) {
    this.db = db;
    this.passwords = passwords;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("createAccount", this::create, "getMe", this::me, "updateMe", this::update);
  }

  private Reply me(Call call) {
    return db.one(call, AccountSql.own(call.caller().id())).orElseThrow(AccountSql::gone).reply();
  }

  private Reply update(Call call) {
    return db.transaction(
        call,
        tx -> {
          Account before =
              tx.one(AccountSql.lock(call.caller().id())).orElseThrow(AccountSql::gone);
          Account after = before.patched(call);
          return (after.equals(before) ? before : tx.only(AccountSql.save(after))).reply();
        });
  }

  /// The hash is computed before the transaction begins: no connection waits for it.
  private Reply create(Call call) {
    NewAccount account = NewAccount.learner(call.body());
    String hash = passwords.hash(account.password()).join();
    return db.transaction(call, tx -> Reply.created(tx.only(AccountSql.insert(account, hash))));
  }
}
