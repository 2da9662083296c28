package dev.principia.event;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Media;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What clients get of the log: pages of JSON, and the lines of a stream (WHATWG HTML, 9.2).
final class EventReplies {
  /// What a stream says from time to time, so that both sides notice when the other one is gone.
  static final Buffer BEAT = Buffer.buffer(": still here\n\n");

  /// RFC 7240, 4.3.
  private static final Pattern WAIT =
      Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*(?=$|[,;])");

  private static final int RETRY_MILLIS = 2_000;
  private static final int SPREAD_MILLIS = 4_000;

  private EventReplies() {}

  /// How long the caller likes to wait for something to happen; zero when it does not.
  ///
  /// @param longest that anybody may
  static Duration wait(Call call, Duration longest) {
    Matcher wait = WAIT.matcher(call.optionalText("Prefer").orElse(""));
    if (!wait.find()) {
      return Duration.ZERO;
    }
    Duration wanted = Duration.ofSeconds(Integer.parseInt(wait.group(1)));
    return wanted.compareTo(longest) < 0 ? wanted : longest;
  }

  /// The batch that was asked for.
  ///
  /// @throws Problem when the position is none from which one can go on
  static Batch checked(Call call, Wanted wanted, Batch batch) {
    if (wanted.position().isPresent() && batch.isExpired()) {
      throw Problem.of(ProblemType.EVENTS_EXPIRED, "Events up to " + batch.dropped() + " are gone.")
          .with("Link", link(call, batch.dropped()));
    }
    if (batch.isBeyond()) {
      throw Problem.invalid(
          List.of(Defect.parameter("after", "out-of-range", "The log is not as long as that.")));
    }
    return batch;
  }

  /// Where a stream begins: where the caller was, else where the log ends now.
  ///
  /// @param end what the log says of its end
  static long start(Call call, Wanted wanted, List<LogRow> end) {
    Batch batch = checked(call, wanted, Batch.of(wanted.after(), wanted.limit(), end));
    return wanted.position().orElse(batch.to());
  }

  static Reply page(Call call, Batch batch) {
    UUID account = call.caller().id();
    List<JsonObject> items = batch.events().stream().map(event -> json(event, account)).toList();
    JsonObject page =
        JsonObject.of("items", new JsonArray(items), "nextCursor", Long.toString(batch.to()));
    return Reply.ok(page).with("Link", link(call, batch.to()));
  }

  /// The page after a wait (RFC 7240, 3).
  static Reply waited(Reply page, Duration wait) {
    return page.with("Preference-Applied", "wait=" + wait.toSeconds());
  }

  static Reply stream(Reply.Source source) {
    return Reply.stream(Media.EVENTS, source)
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
  }

  private static String link(Call call, long position) {
    StringBuilder link = new StringBuilder("<").append(call.path()).append("?after=");
    link.append(position);
    for (String name : List.of("types", "course", "limit")) {
      Optional.ofNullable(call.parameters().get(name))
          .map(Object::toString)
          .map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8))
          .ifPresent(value -> link.append('&').append(name).append('=').append(value));
    }
    return link.append(">; rel=\"next\"").toString();
  }

  private static JsonObject json(LoggedEvent event, UUID account) {
    return event.json(event.account().equals(account));
  }

  /// The first lines of a stream: when to come back after a break, and from where.
  static Buffer hello(long position) {
    return Buffer.buffer("retry: " + RETRY_MILLIS + "\nid: " + position + "\n\n");
  }

  static Buffer lines(Batch batch, UUID account) {
    Buffer lines = Buffer.buffer();
    for (LoggedEvent event : batch.events()) {
      lines
          .appendString("id: " + event.sequence() + "\nevent: " + event.type() + "\ndata: ")
          .appendBuffer(json(event, account).toBuffer())
          .appendString("\n\n");
    }
    return lines;
  }

  /// The last lines: when to come back, for each client at another time.
  static Buffer goodbye() {
    int retry = RETRY_MILLIS / 2 + ThreadLocalRandom.current().nextInt(SPREAD_MILLIS);
    return Buffer.buffer("retry: " + retry + "\n\n");
  }
}
