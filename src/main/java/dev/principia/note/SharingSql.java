package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// The statements of sharing.
final class SharingSql {
  private static final String OWN =
      """
      select id, visibility, share_round, share_expires_at from notes
       where id = $1 and account_id = $2 and deleted_at is null
      """;
  private static final String LOCK = OWN + " for update";
  private static final String SAVE =
      """
      update notes
         set visibility = $2, share_round = $3, share_hash = $4, share_expires_at = $5::timestamptz
       where id = $1
      """;
  private static final String SHARED =
      "select a.name as author, "
          + NoteSql.CONTENT
          + NoteSql.PLACE
          + "from notes n join accounts a on a.id = n.account_id"
          + NoteSql.JOIN_PLACE
          + """
          where n.share_hash = $1 and n.visibility = 'link' and n.deleted_at is null
            and a.disabled_at is null
            and coalesce(n.share_expires_at > now(), true)
          """;

  private SharingSql() {}

  static Query<Sharing> own(Call call) {
    return Query.of(OWN, Sharing::read, UUID.fromString(call.text("note")), call.caller().id());
  }

  /// The same, so that nobody else changes it meanwhile.
  static Query<Sharing> lock(Call call) {
    return Query.of(LOCK, Sharing::read, UUID.fromString(call.text("note")), call.caller().id());
  }

  static Query<Boolean> save(Sharing sharing, Optional<Buffer> hash) {
    return Query.command(
        SAVE,
        sharing.note(),
        sharing.linked() ? "link" : "private",
        sharing.round(),
        hash,
        sharing.expiry().map(at -> at.atOffset(ZoneOffset.UTC)));
  }

  static Query<SharedNote> shared(Call call) {
    return Query.of(SHARED, SharedNote::read, new ShareToken(call.text("token")).hash());
  }
}
