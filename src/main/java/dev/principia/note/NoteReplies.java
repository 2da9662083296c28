package dev.principia.note;

import dev.principia.contract.Call;
import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;

/// What notes look like from outside: one handler, three views. The same for both flows.
final class NoteReplies {
  /// A note with more characters than this takes long enough to render that an event loop must not.
  static final int SOON_RENDERED = 4096;

  private NoteReplies() {}

  /// The note in the form that the client likes best. Each form has a validator of its own.
  static Reply note(Call call, StoredNote note) {
    return note(200, call, note);
  }

  static Reply created(Call call, StoredNote note) {
    String path = note.place().map(NotePlace::path).orElseGet(call::path);
    return note(201, call, note).with("Location", path);
  }

  private static Reply note(int status, Call call, StoredNote note) {
    return switch (call.accepted()) {
      case Media.MARKDOWN ->
          Reply.bytes(status, Media.MARKDOWN, markdown(note)).etag(note.etag() + "-md");
      case Media.HTML ->
          Reply.bytes(status, Media.HTML, NotePage.of(note.heading(), note.note()))
              .with("Content-Security-Policy", NotePage.POLICY)
              .etag(note.etag() + "-html");
      default -> new Reply.Json(status, note.json(), java.util.List.of()).etag(note.etag());
    };
  }

  static Buffer markdown(StoredNote note) {
    return Buffer.buffer(NoteWriter.write(note.heading(), note.note()));
  }

  /// Whether making the answer takes so long that an event loop has to have it made elsewhere.
  static boolean isSlow(Call call, Note note) {
    return call.accepted().equals(Media.HTML) && note.characters() > SOON_RENDERED;
  }
}
