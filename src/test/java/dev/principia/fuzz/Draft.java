package dev.principia.fuzz;

import dev.principia.contract.Contract;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request while it is being made.
final class Draft {
  final Subject subject;
  final List<String> segments = new ArrayList<>();
  final List<String> query = new ArrayList<>();
  final List<String> headers = new ArrayList<>();
  final List<String> damage = new ArrayList<>();
  String method;
  byte[] body = {};

  /// The body before it was written down; nothing when it is no JSON.
  @Nullable Object json;

  Draft(Subject subject) {
    this.subject = subject;
    this.method = subject.method();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Sets a header, in the place of one of this name.
  void header(String name, String value) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    headers.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix));
    headers.add(name + ": " + value);
  }

  void damaged(String how) {
    damage.add(how);
  }

  Request request() {
    String target = Contract.BASE + "/" + String.join("/", segments);
    if (!query.isEmpty()) {
      target += "?" + String.join("&", query);
    }
    List<String> all = new ArrayList<>(List.of("Host: principia"));
    all.addAll(headers);
    if (body.length > 0 || !subject.bodies().isEmpty()) {
      all.add("Content-Length: " + body.length);
    }
    return new Request(
        subject.id(),
        "anonymous",
        method,
        target,
        List.copyOf(all),
        Buffer.buffer(body),
        List.copyOf(damage));
  }
}
