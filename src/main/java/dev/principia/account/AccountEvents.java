package dev.principia.account;

import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// What happens to accounts: they alone learn of it.
final class AccountEvents {
  private AccountEvents() {}

  static Event of(EventType type, UUID account) {
    JsonObject about = JsonObject.of("account", JsonObject.of("id", account.toString()));
    return Event.own(type, account, Optional.empty(), about);
  }
}
