package dev.principia.course;

import dev.principia.contract.Media;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Columns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// A course as the outline that it can be imported from.
///
/// @param done numbers of the lessons that the reader has completed: their boxes are ticked
record Export(Course course, Set<Integer> done) {
  static Export orNotFound(Optional<Export> found) {
    return found.orElseThrow(Problem::notFound);
  }

  static Export read(Columns row) {
    Set<Integer> done = new HashSet<>();
    for (Object number : row.get(JsonArray.class, "done")) {
      done.add((Integer) number);
    }
    return new Export(Course.read(row), done);
  }

  String markdown() {
    return Outlines.of(course, done).toMarkdown();
  }

  /// Each reader's ticks have a validator of their own.
  Reply reply() {
    return Reply.bytes(200, Media.MARKDOWN, Buffer.buffer(markdown()))
        .etag(course.version() + "-md" + (done.isEmpty() ? "" : "-" + ticks()));
  }

  private String ticks() {
    BitSet bits = new BitSet();
    done.forEach(bits::set);
    CRC32C sum = new CRC32C();
    sum.update(bits.toByteArray());
    return HexFormat.of().toHexDigits(sum.getValue(), 8);
  }
}
