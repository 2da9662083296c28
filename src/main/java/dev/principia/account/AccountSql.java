package dev.principia.account;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/// The statements of accounts.
public final class AccountSql {
  /// What a client is told when a constraint of these tables refuses a row.
  public static final Map<String, Problem> REFUSALS =
      Map.of(
          "accounts_email_unique",
          Problem.of(
              ProblemType.ACCOUNT_EXISTS, "There is already an account with this e-mail address."));

  private static final String INSERT =
      """
      insert into accounts (id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)
      returning id, email, name, role, created_at
      """;

  private static final String INSERT_UNLESS_THERE =
      """
      insert into accounts (id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)
      on conflict (email) do nothing
      """;
  private static final String ID_OF =
      """
      select id from accounts where email = $1
      """;

  private static final String CREDENTIALS =
      """
      select id, email, name, role, created_at, password_hash from accounts where email = $1
      """;

  private static final String OWN =
      """
      select id, email, name, role, created_at from accounts where id = $1
      """;

  private AccountSql() {}

  static Query<JsonObject> own(UUID account) {
    return Query.of(OWN, AccountSql::json, account);
  }

  static Query<UUID> idOf(String email) {
    return Query.of(ID_OF, row -> row.get(UUID.class, "id"), email);
  }

  static Query<Boolean> insertUnlessThere(NewAccount account, String hash) {
    return Query.command(
        INSERT_UNLESS_THERE, account.id(), account.email(), account.name(), account.role(), hash);
  }

  /// Answers the new account's own representation.
  static Query<JsonObject> insert(NewAccount account, String hash) {
    return Query.of(
        INSERT,
        AccountSql::json,
        account.id(),
        account.email(),
        account.name(),
        account.role(),
        hash);
  }

  static Query<Credentials> credentials(String email) {
    return Query.of(CREDENTIALS, Credentials::read, email);
  }

  static JsonObject json(Columns row) {
    return JsonObject.of(
        "id", row.get(UUID.class, "id").toString(),
        "email", row.get(String.class, "email"),
        "name", row.get(String.class, "name"),
        "role", row.get(String.class, "role"),
        "createdAt", row.get(OffsetDateTime.class, "created_at").toInstant().toString());
  }
}
