package dev.principia.account;

import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// What happens to accounts: they alone learn of it, but for what their courses show of them.
final class AccountEvents {
  private AccountEvents() {}

  static Event of(EventType type, UUID account) {
    JsonObject about = JsonObject.of("account", JsonObject.of("id", account.toString()));
    return Event.own(type, account, Optional.empty(), about);
  }

  /// A course of the account shows another name of its owner.
  static Event renamed(UUID account, Columns course) {
    UUID id = course.get(UUID.class, "id");
    JsonObject about = JsonObject.of("id", id.toString(), "slug", course.get(String.class, "slug"));
    return Event.shared(EventType.COURSE_UPDATED, account, id, JsonObject.of("course", about));
  }
}
