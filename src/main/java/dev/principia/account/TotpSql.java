package dev.principia.account;

import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The statements of the second factor.
final class TotpSql {
  /// @param sealed the seed
  /// @param last the last step that was taken
  record Row(Buffer sealed, boolean confirmed, long last) {}

  private static final String START =
      """
      insert into totp (account_id, sealed_seed) values ($1, $2)
      on conflict (account_id) do update set sealed_seed = excluded.sealed_seed
       where totp.confirmed_at is null
      returning (select a.email from accounts a where a.id = account_id) as email
      """;
  private static final String LOCK =
      """
      select sealed_seed, confirmed_at is not null as confirmed, last_step
        from totp where account_id = $1 for update
      """;
  private static final String CONFIRM =
      """
      update totp set confirmed_at = now(), last_step = $2 where account_id = $1
      """;
  private static final String CODES =
      """
      insert into recovery_codes (account_id, code_hash) select $1, unnest($2::text[])
      """;
  private static final String SPEND =
      """
      update totp set last_step = $2 where account_id = $1 and last_step < $2
      """;
  private static final String SPEND_RECOVERY =
      """
      update recovery_codes set used_at = now()
       where account_id = $1 and code_hash = $2 and used_at is null
      """;
  private static final String DELETE =
      """
      delete from totp where account_id = $1
      """;

  private TotpSql() {}

  /// Answers the account's address; no row when there is a confirmed factor already.
  static Query<String> start(UUID account, Buffer sealed) {
    return Query.of(START, row -> row.get(String.class, "email"), account, sealed);
  }

  static Query<Row> lock(UUID account) {
    return Query.of(LOCK, TotpSql::read, account);
  }

  static Query<Boolean> confirm(UUID account, long step) {
    return Query.command(CONFIRM, account, step);
  }

  static Query<Boolean> codes(UUID account, List<String> codes) {
    String[] hashes = codes.stream().map(RecoveryCodes::hash).toArray(String[]::new);
    return Query.command(CODES, account, hashes);
  }

  /// Touches no row when the step was taken meanwhile.
  static Query<Boolean> spend(UUID account, long step) {
    return Query.command(SPEND, account, step);
  }

  /// Touches no row when there is no such code, or it was used.
  static Query<Boolean> spendRecovery(UUID account, String code) {
    return Query.command(SPEND_RECOVERY, account, RecoveryCodes.hash(code));
  }

  static Query<Boolean> delete(UUID account) {
    return Query.command(DELETE, account);
  }

  /// The factor of an account that signs in; empty when none is confirmed.
  static Optional<Row> asked(Columns row) {
    Row read = read(row);
    return read.confirmed() ? Optional.of(read) : Optional.empty();
  }

  private static Row read(Columns row) {
    return new Row(
        row.get(Buffer.class, "sealed_seed"),
        row.get(Boolean.class, "confirmed"),
        row.get(Long.class, "last_step"));
  }
}
