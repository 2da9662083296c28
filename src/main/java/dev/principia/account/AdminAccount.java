package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// An account as administrators see it.
///
/// @param disabled whether nobody may act for it
/// @param version what `If-Match` names
record AdminAccount(
    UUID id,
    String email,
    String name,
    String role,
    boolean disabled,
    long version,
    Instant createdAt) {
  static AdminAccount read(Columns row) {
    return new AdminAccount(
        row.get(UUID.class, "id"),
        row.get(String.class, "email"),
        row.get(String.class, "name"),
        row.get(String.class, "role"),
        row.get(Boolean.class, "disabled"),
        row.get(Long.class, "version"),
        row.get(OffsetDateTime.class, "created_at").toInstant());
  }

  JsonObject json() {
    return JsonObject.of(
        "id", id.toString(),
        "email", email,
        "name", name,
        "role", role,
        "disabled", disabled,
        "version", version,
        "createdAt", createdAt.toString());
  }

  /// Whether it may do what administrators may.
  private boolean administers() {
    return role.equals("admin") && !disabled;
  }

  /// What a change comes to.
  ///
  /// @param before what is stored
  /// @param after the same when nothing changes
  record Change(AdminAccount before, AdminAccount after) {
    boolean isNone() {
      return after.equals(before);
    }

    /// Whether tokens are out that say more than is true by now.
    boolean endsSessions() {
      return after.disabled || (before.administers() && !after.administers());
    }

    /// What the audit log calls it.
    List<String> events() {
      List<String> events = new ArrayList<>();
      if (!after.role.equals(before.role)) {
        events.add("account.role");
      }
      if (after.disabled != before.disabled) {
        events.add(after.disabled ? "account.disabled" : "account.enabled");
      }
      return events;
    }

    JsonObject detail(Call call) {
      return JsonObject.of(
          "by", call.caller().id().toString(), "role", after.role, "disabled", after.disabled);
    }
  }

  /// An account that nobody else changes until the transaction ends.
  ///
  /// @param others how many other administrators there are
  record Locked(AdminAccount account, long others) {
    static Locked read(Columns row) {
      return new Locked(AdminAccount.read(row), row.get(Long.class, "others"));
    }

    /// What the call's merge patch (RFC 7396) makes of it.
    Change patched(Call call) {
      JsonObject patch = call.body();
      AdminAccount after =
          new AdminAccount(
              account.id,
              account.email,
              account.name,
              patch.getString("role", account.role),
              patch.getBoolean("disabled", account.disabled),
              account.version,
              account.createdAt);
      Preconditions.check(call, account.version);
      return after.administers() ? new Change(account, after) : new Change(spared(), after);
    }

    /// The account, when the others can do without it.
    AdminAccount spared() {
      if (account.administers() && others == 0) {
        throw Problem.of(
            ProblemType.LAST_ADMINISTRATOR, "Make somebody else an administrator first.");
      }
      return account;
    }
  }
}
