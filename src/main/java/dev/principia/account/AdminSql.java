package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.db.Columns;
import dev.principia.db.LikePattern;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The statements of administration.
final class AdminSql {
  private static final String COLUMNS =
      """
      a.id, a.email, a.name, a.role, a.disabled_at is not null as disabled, a.version, a.created_at
      """;

  private static final String NEWEST = "a.id < $1 order by a.id desc limit $2";
  private static final String LIST = "select " + COLUMNS + "from accounts a where " + NEWEST;
  private static final String FIND =
      "select "
          + COLUMNS
          + "from accounts a where (a.email || ' ' || a.name) ilike $3 and "
          + NEWEST;

  /// All administrators are locked, always in one order: of two who remove one another the second
  /// sees what the first did.
  private static final String LOCK =
      """
      with administrators as (
        select id from accounts where role = 'admin' and disabled_at is null
         order by id for no key update
      )
      select o.others,
      """
          + COLUMNS
          + """
          from accounts a, (select count(*) as others from administrators where id <> $1) o
          where a.id = $1 for no key update of a
          """;

  private static final String SAVE =
      """
      update accounts a
         set role = $2, disabled_at = case when $3 then coalesce(disabled_at, now()) end,
             version = version + 1
       where id = $1 returning
      """
          + COLUMNS;

  private static final String LOG =
      "select id, at, event, account_id, address, request, detail from audit_log where ";
  private static final String LAST = "id < $1 order by id desc limit $2";
  private static final String ALL = LOG + LAST;
  private static final String OF_ACCOUNT = LOG + "account_id = $3 and " + LAST;
  private static final String OF_EVENT = LOG + "event = $3 and " + LAST;
  private static final String OF_BOTH = LOG + "account_id = $3 and event = $4 and " + LAST;

  private AdminSql() {}

  /// The newest first, one more than the page holds.
  ///
  /// @param before the account that the page follows
  static Query<JsonObject> accounts(Call call, UUID before) {
    long limit = call.integer("limit") + 1;
    return call.optionalText("q")
        .map(text -> Query.of(FIND, AdminSql::json, before, limit, LikePattern.containing(text)))
        .orElseGet(() -> Query.of(LIST, AdminSql::json, before, limit));
  }

  private static JsonObject json(Columns row) {
    return AdminAccount.read(row).json();
  }

  /// The account and how many other administrators there are, until the transaction ends.
  static Query<AdminAccount.Locked> lock(UUID account) {
    return Query.of(LOCK, AdminAccount.Locked::read, account);
  }

  static Query<AdminAccount> save(AdminAccount account) {
    return Query.of(SAVE, AdminAccount::read, account.id(), account.role(), account.disabled());
  }

  /// The last first, one more than the page holds.
  ///
  /// @param before the entry that the page follows
  static Query<JsonObject> audit(Call call, UUID before) {
    Optional<UUID> account = call.optionalText("account").map(UUID::fromString);
    Optional<String> event = call.optionalText("event");
    List<Object> arguments = new ArrayList<>(List.of(before, call.integer("limit") + 1));
    account.ifPresent(arguments::add);
    event.ifPresent(arguments::add);
    return Query.of(
        log(account.isPresent(), event.isPresent()), AdminSql::entry, arguments.toArray());
  }

  private static String log(boolean account, boolean event) {
    if (account) {
      return event ? OF_BOTH : OF_ACCOUNT;
    }
    return event ? OF_EVENT : ALL;
  }

  private static JsonObject entry(Columns row) {
    JsonObject entry =
        JsonObject.of(
            "id", row.get(UUID.class, "id").toString(),
            "at", row.get(OffsetDateTime.class, "at").toInstant().toString(),
            "event", row.get(String.class, "event"),
            "address", row.get(String.class, "address"),
            "detail", row.get(JsonObject.class, "detail"));
    row.find(UUID.class, "account_id").ifPresent(id -> entry.put("account", id.toString()));
    String request = row.get(String.class, "request");
    return request.isEmpty() ? entry : entry.put("requestId", request);
  }
}
