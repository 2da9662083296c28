package dev.principia.account;

import dev.principia.contract.Event;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;

/// The statements of accounts.
public final class AccountSql {
  /// What a client is told when a constraint of these tables refuses a row.
  public static final Map<String, Problem> REFUSALS =
      Map.of(
          "accounts_email_unique",
          Problem.of(
              ProblemType.ACCOUNT_EXISTS, "There is already an account with this e-mail address."),
          "courses_owner_id_fkey",
          Problem.of(
              ProblemType.ACCOUNT_OWNS_COURSES,
              "Delete the account's courses first, or give them to somebody else."),
          "sessions_account_id_fkey",
          gone(),
          "api_keys_account_id_fkey",
          gone(),
          "totp_account_id_fkey",
          gone(),
          "jobs_owner_id_fkey",
          gone());

  private static final String INSERT =
      """
      insert into accounts as a (id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)
      returning
      """
          + Account.COLUMNS;

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
      select a.password_hash, coalesce(t.sealed_seed, ''::bytea) as sealed_seed,
             a.disabled_at is not null as disabled, t.confirmed_at is not null as confirmed,
             coalesce(t.last_step, 0) as last_step,
             exists (select from sessions s where s.account_id = a.id and s.address = $2) as known_here,
      """
          + Account.COLUMNS
          + "from accounts a left join totp t on t.account_id = a.id where a.email = $1";

  private static final String CREDENTIALS_OF =
      """
      select a.password_hash, coalesce(t.sealed_seed, ''::bytea) as sealed_seed,
             a.disabled_at is not null as disabled, t.confirmed_at is not null as confirmed,
             coalesce(t.last_step, 0) as last_step,
             false as known_here,
      """
          + Account.COLUMNS
          + "from accounts a left join totp t on t.account_id = a.id where a.id = $1";

  private static final String REPLACE_HASH =
      """
      update accounts set password_hash = $3 where id = $1 and password_hash = $2
      """;
  private static final String DELETE =
      """
      delete from accounts where id = $1
      """;

  private static final String OWN = "select " + Account.COLUMNS + "from accounts a where a.id = $1";
  private static final String LOCK = OWN + " for update";
  private static final String SAVE =
      """
      update accounts as a
         set name = $2, time_zone = $3, reminder_enabled = $4, reminder_hour = $5, version = version + 1
       where id = $1 returning
      """
          + Account.COLUMNS;

  /// A course shows its owner's name, so that another name is another version of it.
  private static final String SHOW_NAME =
      """
      update courses set version = version + 1 where owner_id = $1 returning id, slug
      """;

  private AccountSql() {}

  /// The token is good and its account is not there any more.
  static Problem gone() {
    return Problem.of(ProblemType.UNAUTHENTICATED, "This account was deleted.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  static Query<Account> own(UUID account) {
    return Query.of(OWN, Account::read, account);
  }

  static Query<Account> lock(UUID account) {
    return Query.of(LOCK, Account::read, account);
  }

  /// Stores what a person may change, as a new version.
  static Query<Account> save(Account account) {
    return Query.of(
        SAVE,
        Account::read,
        account.id(),
        account.name(),
        account.timeZone(),
        account.reminded(),
        account.hour());
  }

  /// The courses of the account show its new name; answers what everybody else has to learn of it.
  static Query<Event> showName(UUID account) {
    return Query.of(SHOW_NAME, row -> AccountEvents.renamed(account, row), account);
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

  /// @param peer the address that asks
  static Query<Credentials> credentials(String email, String peer) {
    return Query.of(CREDENTIALS, Credentials::read, email, peer);
  }

  static Query<Credentials> credentials(UUID account) {
    return Query.of(CREDENTIALS_OF, Credentials::read, account);
  }

  /// Touches one row unless the hash was replaced meanwhile.
  static Query<Boolean> replaceHash(Credentials of, String hash) {
    return Query.command(REPLACE_HASH, of.id(), of.hash(), hash);
  }

  static Query<Boolean> delete(UUID account) {
    return Query.command(DELETE, account);
  }

  static JsonObject json(Columns row) {
    return Account.read(row).json();
  }
}
