package dev.principia.account;

import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// What is needed of an account to sign in to it.
///
/// @param account its own representation
/// @param factor the second factor, when one is asked for
/// @param knownHere whether the account has had a session lately at the address that asks
/// @param disabled whether an administrator lets nobody in
record Credentials(
    UUID id,
    String hash,
    boolean admin,
    JsonObject account,
    Optional<TotpSql.Row> factor,
    boolean knownHere,
    boolean disabled) {

  static Credentials read(Columns row) {
    return new Credentials(
        row.get(UUID.class, "id"),
        row.get(String.class, "password_hash"),
        row.get(String.class, "role").equals("admin"),
        AccountSql.json(row),
        TotpSql.asked(row),
        row.get(Boolean.class, "known_here"),
        row.get(Boolean.class, "disabled"));
  }

  @Override
  public String toString() {
    return "Credentials of " + id;
  }
}
