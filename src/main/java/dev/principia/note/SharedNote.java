package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Media;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// A note as whoever has its link sees it: of its author no more than the name.
record SharedNote(StoredNote stored, String author) {

  static SharedNote orNotFound(Optional<SharedNote> found) {
    return found.orElseThrow(Problem::notFound);
  }

  static SharedNote read(Columns row) {
    return new SharedNote(StoredNote.read(row), row.get(String.class, "author"));
  }

  Reply reply(Call call) {
    Reply reply =
        call.accepted().equals(Media.JSON)
            ? Reply.ok(json()).etag(stored.etag() + "-" + Integer.toHexString(author.hashCode()))
            : NoteReplies.note(call, stored);
    return reply.with("Cache-Control", "private, no-cache").with("X-Robots-Tag", "noindex");
  }

  private JsonObject json() {
    JsonObject json = JsonObject.of("title", stored.shownTitle());
    stored.place().ifPresent(at -> json.put("course", at.courseTitle()));
    return json.put("author", author)
        .mergeIn(stored.note().json())
        .put("updatedAt", stored.updatedAt().toString());
  }
}
