package dev.principia.fuzz;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came back.
///
/// @param headers whole lines
/// @param endless whether the body was not read, because it has no end
public record Answer(int status, List<String> headers, Buffer body, boolean endless, long millis) {
  public Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  public String text() {
    return body.toString();
  }

  @Override
  public String toString() {
    String text = text();
    return status
        + "\n"
        + String.join("\n", headers)
        + "\n\n"
        + (text.length() < 600 ? text : text.substring(0, 600) + "…");
  }
}
