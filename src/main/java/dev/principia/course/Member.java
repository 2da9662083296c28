package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Somebody who has a right on a course, as its owner and its editors see it: never an address.
///
/// @param role `owner`, `editor` or `viewer`
/// @param joinedAt empty for the owner
record Member(UUID account, String name, String role, Optional<Instant> joinedAt) {
  static Member read(Columns row) {
    return new Member(
        row.get(UUID.class, "account_id"),
        row.get(String.class, "name"),
        row.get(String.class, "role"),
        row.find(OffsetDateTime.class, "created_at").map(OffsetDateTime::toInstant));
  }

  static Member orNotFound(Optional<Member> found) {
    return found.orElseThrow(Problem::notFound);
  }

  JsonObject json() {
    JsonObject json =
        JsonObject.of(
            "account", JsonObject.of("id", account.toString(), "name", name), "role", role);
    joinedAt.ifPresent(at -> json.put("joinedAt", at.toString()));
    return json;
  }

  static Problem lastOwner() {
    return Problem.of(ProblemType.LAST_OWNER, "Give the course to somebody else first.");
  }

  /// What an account is to become.
  record Wish(UUID account, String role) {
    /// Refuses to leave the course without an owner.
    static Wish of(Call call) {
      Wish wish = new Wish(subject(call), call.body().getString("role"));
      if (wish.account.equals(call.caller().id()) && !wish.isOwner()) {
        throw lastOwner();
      }
      return wish;
    }

    boolean isOwner() {
      return role.equals("owner");
    }

    /// Whether the course is given away by this.
    boolean isGift(Call call) {
      return isOwner() && !account.equals(call.caller().id());
    }
  }

  /// The account that the call is about.
  static UUID subject(Call call) {
    return UUID.fromString(call.text("account"));
  }

  /// The same when it is not the owner's own, which is the caller's.
  static UUID removable(Call call) {
    UUID account = subject(call);
    if (account.equals(call.caller().id())) {
      throw lastOwner();
    }
    return account;
  }

  /// A row of the list: whether the caller may see it at all, and the next member if there is one.
  record Listed(boolean allowed, Optional<Member> member) {
    static Listed read(Columns row) {
      return new Listed(
          row.get(Boolean.class, "writable"),
          row.find(UUID.class, "account_id").map(id -> Member.read(row)));
    }

    /// 404 for whoever may not read the course, 403 for its viewers.
    static List<JsonObject> allowed(List<Listed> rows) {
      if (rows.isEmpty()) {
        throw Problem.notFound();
      }
      if (!rows.getFirst().allowed()) {
        throw Problem.of(
            ProblemType.FORBIDDEN, "Its owner and its editors alone may see its members.");
      }
      return rows.stream().flatMap(row -> row.member().stream()).map(Member::json).toList();
    }
  }
}
