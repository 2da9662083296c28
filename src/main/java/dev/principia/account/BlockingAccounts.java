package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.EventType;
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
    return Map.of("createAccount", this::create);
  }

  /// The hash is computed before the transaction begins: no connection waits for it.
  private Reply create(Call call) {
    NewAccount account = NewAccount.learner(call.body());
    String hash = passwords.hash(account.password()).join();
    return db.transaction(
        call,
        tx -> {
          tx.raise(AccountEvents.of(EventType.ACCOUNT_CREATED, account.id()));
          return Reply.created(tx.only(AccountSql.insert(account, hash)));
        });
  }
}
