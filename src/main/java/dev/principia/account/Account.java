package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A stored account, as its holder sees it.
///
/// @param timeZone the zone that the holder chose; shown as UTC when there is none
/// @param hour when to be reminded, local time
/// @param version raised by every change that the representation shows
record Account(
    UUID id,
    String email,
    String name,
    String role,
    Optional<String> timeZone,
    boolean reminded,
    Optional<Integer> hour,
    long version,
    Instant createdAt) {
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
  private static final int NO_HOUR = -1;

  /// What [#read] reads, of the table under the name `a`.
  static final String COLUMNS =
      """
      a.id, a.email, a.name, a.role, coalesce(a.time_zone, '') as time_zone, a.reminder_enabled,
      coalesce(a.reminder_hour, -1) as reminder_hour, a.version, a.created_at
      """;

  static Account read(Columns row) {
    int hour = row.get(Integer.class, "reminder_hour");
    return new Account(
        row.get(UUID.class, "id"),
        row.get(String.class, "email"),
        row.get(String.class, "name"),
        row.get(String.class, "role"),
        Optional.of(row.get(String.class, "time_zone")).filter(zone -> !zone.isEmpty()),
        row.get(Boolean.class, "reminder_enabled"),
        hour == NO_HOUR ? Optional.empty() : Optional.of(hour),
        row.get(Long.class, "version"),
        row.get(OffsetDateTime.class, "created_at").toInstant());
  }

  JsonObject json() {
    JsonObject reminder = JsonObject.of("enabled", reminded);
    hour.ifPresent(local -> reminder.put("hour", local));
    return JsonObject.of(
        "id", id.toString(),
        "email", email,
        "name", name,
        "role", role,
        "timeZone", timeZone.orElse("UTC"),
        "reminder", reminder,
        "createdAt", createdAt.toString());
  }

  Reply reply() {
    return Reply.ok(json()).etag(Long.toString(version));
  }

  /// What the account becomes by the call's merge patch (RFC 7396): the same account when nothing
  /// changes. Throws all defects at once, and then what [Preconditions] say.
  Account patched(Call call) {
    JsonObject patch = call.body();
    JsonObject reminder = patch.getJsonObject("reminder", new JsonObject());
    Account changed =
        new Account(
            id,
            email,
            patch.containsKey("name") ? NewAccount.name(patch.getString("name")) : name,
            role,
            patch.containsKey("timeZone")
                ? Optional.ofNullable(patch.getString("timeZone"))
                : timeZone,
            reminder.getBoolean("enabled", reminded),
            reminder.containsKey("hour") ? Optional.ofNullable(reminder.getInteger("hour")) : hour,
            version,
            createdAt);
    List<Defect> defects = changed.defects();
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
    Preconditions.check(call, version);
    return changed;
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>(NewAccount.nameDefects(name));
    if (reminded && hour.isEmpty()) {
      String detail = "A reminder needs an hour.";
      defects.add(Defect.at("/reminder/hour", "required", detail));
    }
    if (reminded && timeZone.isEmpty()) {
      defects.add(Defect.at("/timeZone", "required", "A reminder needs a time zone."));
    }
    if (timeZone.isPresent() && !ZONES.contains(timeZone.get())) {
      String detail = "Must be the name of an IANA time zone.";
      defects.add(Defect.at("/timeZone", "unknown-time-zone", detail));
    }
    return defects;
  }
}
