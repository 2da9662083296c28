package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import javax.crypto.SecretKey;

/// Sharing of notes on the event loop.
public final class ReactiveSharing {
  private final ReactiveDb db;
  private final ReactivePages pages;
  private final SecretKey secret;
  private final Clock clock;

  /// @param secret the application's secret, of which links are made
  public ReactiveSharing(Vertx vertx, ReactiveDb db, SecretKey secret, Clock clock) {
    this.db = db;
    this.pages = new ReactivePages(vertx);
    this.secret = secret;
    this.clock = clock;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("getSharing", this::get, "putSharing", this::put, "getSharedNote", this::shared);
  }

  private Future<Reply> get(Call call) {
    return db.one(call, SharingSql.own(call)).map(found -> Sharing.orNotFound(found).reply(secret));
  }

  private Future<Reply> put(Call call) {
    Sharing.Wish wish = Sharing.Wish.of(call, clock.instant());
    return db.transaction(
        call,
        tx ->
            tx.one(SharingSql.lock(call))
                .map(found -> Sharing.orNotFound(found).changed(wish))
                .onSuccess(sharing -> tx.raise(sharing.event(call)))
                .compose(
                    sharing ->
                        tx.run(SharingSql.save(sharing, sharing.hash(secret)))
                            .map(saved -> sharing.reply(secret))));
  }

  private Future<Reply> shared(Call call) {
    return db.one(call, SharingSql.shared(call))
        .map(SharedNote::orNotFound)
        .compose(note -> pages.reply(call, note.stored().note(), () -> note.reply(call)));
  }
}
