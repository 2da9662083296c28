package dev.principia.note;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.time.Clock;
import java.util.Map;
import javax.crypto.SecretKey;

/// Sharing of notes on a thread that may wait.
public final class BlockingSharing {
  private final BlockingDb db;
  private final SecretKey secret;
  private final Clock clock;

  /// @param secret the application's secret, of which links are made
  public BlockingSharing(BlockingDb db, SecretKey secret, Clock clock) {
    this.db = db;
    this.secret = secret;
    this.clock = clock;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("getSharing", this::get, "putSharing", this::put, "getSharedNote", this::shared);
  }

  private Reply get(Call call) {
    return Sharing.orNotFound(db.one(call, SharingSql.own(call))).reply(secret);
  }

  private Reply put(Call call) {
    Sharing.Wish wish = Sharing.Wish.of(call, clock.instant());
    return db.transaction(
        call,
        tx -> {
          Sharing before = Sharing.orNotFound(tx.one(SharingSql.lock(call)));
          Sharing sharing = before.changed(wish);
          tx.raise(sharing.event(call));
          tx.run(SharingSql.save(sharing, sharing.hash(secret)));
          return sharing.reply(secret);
        });
  }

  private Reply shared(Call call) {
    return SharedNote.orNotFound(db.one(call, SharingSql.shared(call))).reply(call);
  }
}
