package dev.principia.account;

import dev.principia.db.BlockingDb;
import java.util.Optional;
import java.util.UUID;

/// The accounts that a fresh installation has.
public final class BlockingSeedAccounts {
  private final BlockingDb db;

  public BlockingSeedAccounts(BlockingDb db) {
    this.db = db;
  }

  /// The id of the account with this address, which is created when there is none; an existing one
  /// stays as it is.
  ///
  /// @param role `admin` or `learner`
  public UUID ensure(String email, String name, String role, String password) {
    return find(email).orElseGet(() -> create(NewAccount.of(email, name, role, password)));
  }

  /// The id of the account with this address.
  public Optional<UUID> find(String email) {
    return db.work(tx -> tx.one(AccountSql.idOf(email)));
  }

  private UUID create(NewAccount account) {
    String hash = Passwords.computed(account.password());
    return db.work(
        tx -> {
          tx.run(AccountSql.insertUnlessThere(account, hash));
          return tx.only(AccountSql.idOf(account.email()));
        });
  }
}
