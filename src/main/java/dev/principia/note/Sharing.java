package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/// How a note is shared.
///
/// @param round how often a link of this note was ended: each link has another secret
/// @param linked whether whoever has the link may read it
/// @param expiry when the link stops to work; empty when it does not
record Sharing(UUID note, int round, boolean linked, Optional<Instant> expiry) {

  static Sharing orNotFound(Optional<Sharing> found) {
    return found.orElseThrow(Problem::notFound);
  }

  static Sharing read(Columns row) {
    return new Sharing(
        row.get(UUID.class, "id"),
        row.get(Integer.class, "share_round"),
        row.get(String.class, "visibility").equals("link"),
        row.find(OffsetDateTime.class, "share_expires_at").map(OffsetDateTime::toInstant));
  }

  /// What the call wishes; throws all defects.
  Sharing changed(Wish wish) {
    boolean ended = linked && !wish.linked();
    return new Sharing(note, ended ? round + 1 : round, wish.linked(), wish.expiry());
  }

  /// What a call asks for, checked.
  record Wish(boolean linked, Optional<Instant> expiry) {
    static Wish of(Call call, Instant now) {
      boolean linked = call.body().getString("visibility").equals("link");
      Optional<Instant> expiry =
          Optional.ofNullable(call.body().getString("expiresAt"))
              .map(time -> OffsetDateTime.parse(time).toInstant());
      if (expiry.isPresent() && !linked) {
        throw refused("not-allowed", "Only a link expires.");
      }
      if (expiry.isPresent() && !expiry.get().isAfter(now)) {
        throw refused("not-in-the-future", "Must be in the future.");
      }
      return new Wish(linked, expiry);
    }

    private static Problem refused(String code, String detail) {
      return Problem.invalid(List.of(Defect.at("/expiresAt", code, detail)));
    }
  }

  /// The secret of the link, made of the application's: it is not stored, and can be shown again.
  private ShareToken token(SecretKey secret) {
    return ShareToken.of(secret, note, round);
  }

  /// What the account's other devices learn of a change.
  Event event(Call call) {
    JsonObject about =
        JsonObject.of("note", JsonObject.of("id", note.toString()), "shared", linked);
    return Event.own(EventType.NOTE_SHARED, call.caller().id(), Optional.empty(), about);
  }

  /// What is stored of the link, if there is one.
  Optional<Buffer> hash(SecretKey secret) {
    return linked ? Optional.of(token(secret).hash()) : Optional.empty();
  }

  Reply reply(SecretKey secret) {
    JsonObject json = JsonObject.of("visibility", linked ? "link" : "private");
    if (linked) {
      json.put("url", "/api/v1/shared/" + token(secret).text());
      expiry.ifPresent(at -> json.put("expiresAt", at.toString()));
    }
    return Reply.ok(json).with("Cache-Control", "no-store");
  }
}
