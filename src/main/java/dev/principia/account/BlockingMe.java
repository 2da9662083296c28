package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One's own account on a thread that may wait.
public final class BlockingMe {
  private final BlockingDb db;
  private final Sessions sessions;

  public BlockingMe(BlockingDb db, Sessions sessions) {
    this.db = db;
    this.sessions = sessions;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "getMe", this::get,
        "updateMe", this::update,
        "changePassword", this::changePassword,
        "deleteMe", this::delete);
  }

  private Reply get(Call call) {
    return db.one(call, AccountSql.own(call.caller().id())).orElseThrow(AccountSql::gone).reply();
  }

  private Reply update(Call call) {
    return db.transaction(
        call,
        tx -> {
          Account before =
              tx.one(AccountSql.lock(call.caller().id())).orElseThrow(AccountSql::gone);
          Account after = before.patched(call);
          return (after.equals(before) ? before : save(tx, before, after)).reply();
        });
  }

  private static Account save(BlockingTx tx, Account before, Account after) {
    if (!after.name().equals(before.name())) {
      tx.list(AccountSql.showName(after.id())).forEach(tx::raise);
    }
    return tx.only(AccountSql.save(after));
  }

  /// Both hashes are computed before the transaction begins: no connection waits for them.
  private Reply changePassword(Call call) {
    var found = db.one(call, AccountSql.credentials(call.caller().id()));
    PasswordChange change = PasswordChange.of(call, found.orElseThrow(AccountSql::gone));
    if (!sessions.passwords().matches(change.current(), change.of().hash()).join()) {
      db.work(tx -> tx.run(AuditSql.add("password.refused", call)));
      change.allowed(false);
    }
    change.allowed(true);
    String hash = sessions.passwords().hash(change.wanted()).join();
    return db.transaction(call, tx -> store(tx, call, change, hash));
  }

  private Reply store(BlockingTx tx, Call call, PasswordChange change, String hash) {
    UUID here = call.caller().session().orElseThrow(AccountSql::gone);
    change.allowed(tx.run(AccountSql.replaceHash(change.of(), hash)) == 1);
    List<UUID> ended = tx.list(SessionSql.revokeOthers(call.caller().id(), here));
    tx.run(AuditSql.add("password.changed", call));
    return sessions.revoked(call, ended);
  }

  private Reply delete(Call call) {
    UUID here = call.caller().session().orElseThrow(AccountSql::gone);
    return db.transaction(
        call,
        tx -> {
          Account account =
              tx.one(AccountSql.lock(call.caller().id())).orElseThrow(AccountSql::gone);
          SessionReplies.requireRecent(tx.one(SessionSql.recent(here)));
          Preconditions.check(call, account.version());
          tx.only(AdminSql.lock(account.id())).spared();
          List<UUID> ended = tx.list(SessionSql.endAll(account.id()));
          tx.run(AccountSql.delete(account.id()));
          tx.run(AuditSql.add("account.deleted", call));
          tx.raise(AccountEvents.of(EventType.ACCOUNT_DELETED, account.id()));
          return sessions.revoked(call, ended);
        });
  }
}
