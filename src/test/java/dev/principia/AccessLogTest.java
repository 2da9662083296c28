package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// Alone, because all that is served in this process is in one log.
@Isolated
@ParameterizedClass
@EnumSource(Server.class)
final class AccessLogTest {
  /// Accounts are made ahead for the tests that come, and streams of those that were may still end.
  private static final Set<String> OTHERS =
      Set.of("201 createAccount", "201 createSession", "499 streamEvents", "200 streamEvents");

  private static final String COURSES = Api.V1 + "/courses";

  private final Server server;
  private final Api api;
  private final Logger logger = (Logger) LoggerFactory.getLogger("access");
  private final Lines log = new Lines();

  AccessLogTest(Server server) {
    this.server = server;
    this.api = server.api();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (!OTHERS.contains(value(event, "status") + " " + value(event, "operation"))) {
        lines.add(event);
      }
    }

    /// The next line, which may be written after the answer has arrived.
    ILoggingEvent next() {
      try {
        ILoggingEvent line = lines.poll(10, TimeUnit.SECONDS);
        if (line == null) {
          throw new AssertionError("no line");
        }
        return line;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void listen() {
    log.start();
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(Level.OFF);
  }

  @Test
  @Proves("8.1")
  void aRequestIdIsInTheAnswerTheProblemAndTheLog() {
    String mine = UUID.randomUUID().toString();
    Api.Answer taken = api.get("/nothing", "X-Request-Id", mine).is(404);
    assertEquals(mine, taken.need("X-Request-Id"));
    assertEquals(mine, taken.json().getString("requestId"));
    assertEquals(mine, value(log.next(), "request"));
    Api.Answer replaced = api.get("/nothing", "X-Request-Id", "a b").is(404);
    String made = replaced.need("X-Request-Id");
    assertEquals(7, UUID.fromString(made).version());
    assertEquals(made, replaced.json().getString("requestId"));
    assertEquals(made, value(log.next(), "request"));
  }

  @Test
  void aRequestStaysInTheTraceOfItsCallerAndABrokenOneBeginsAnother() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    api.get("/version", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01").is(200);
    assertEquals(trace, value(log.next(), "trace"));
    for (String broken :
        List.of(
            "ff-" + trace + "-00f067aa0ba902b7-01",
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
            "00-" + trace + "-0000000000000000-01",
            trace)) {
      api.get("/version", "traceparent", broken).is(200);
      String begun = value(log.next(), "trace");
      assertTrue(begun.matches("[0-9a-f]{32}") && !begun.equals(trace), begun);
    }
  }

  @Test
  @Proves("8.5")
  void aThousandRequestsAtOnceKeepTheirOwnIds() {
    Set<String> sent = new HashSet<>();
    List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String id = UUID.randomUUID().toString();
      sent.add(id);
      String work = i % 2 == 0 ? "/lab/sleep?ms=" + i % 20 : "/lab/cpu?units=1";
      answers.add(
          api.sendAsync("GET", Api.V1 + work, BodyPublishers.noBody(), "X-Request-Id", id)
              .thenApply(
                  answer -> {
                    assertEquals(id, answer.is(200).need("X-Request-Id"));
                    return answer;
                  }));
    }
    answers.forEach(CompletableFuture::join);
    Set<String> logged = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      logged.add(value(log.next(), "request"));
    }
    assertEquals(sent, logged);
  }

  private static String value(ILoggingEvent line, String key) {
    return line.getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals(key))
        .map(pair -> String.valueOf(pair.value))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRequestIsOneLine() {
    String etag = api.get(COURSES + "/learning-backend-from-first-principles").need("ETag");
    assertEquals("200", value(log.next(), "status"));
    api.get(COURSES + "/learning-backend-from-first-principles", "If-None-Match", etag).is(304);
    assertEquals("304", value(log.next(), "status"));
    api.head(COURSES + "?limit=0");
    assertEquals("422", value(log.next(), "status"));
    api.send(
        "POST",
        Api.V1 + "/accounts",
        BodyPublishers.ofByteArray(new byte[3_000_000]),
        "Content-Type",
        "application/json");
    ILoggingEvent refused = log.next();
    assertEquals("413", value(refused, "status"));
    assertEquals("createAccount", value(refused, "operation"));
    assertTrue(log.lines.isEmpty(), log.lines::toString);
  }

  @Test
  void whatIsNoRequestIsOneLineToo() {
    for (String request :
        List.of("hello", "GET /version HTTP/1.1", "GET /%00 HTTP/1.1", "GET * HTTP/1.1")) {
      Wire.ask(server.port(), Wire.head(request));
      ILoggingEvent line = log.next();
      assertEquals("400", value(line, "status"));
      assertFalse(line.getFormattedMessage().chars().anyMatch(c -> c < ' '));
    }
    assertTrue(log.lines.isEmpty(), log.lines::toString);
  }

  @Test
  void aClientThatGoesAwayIsOneLine() {
    try (Wire wire = new Wire(server.port())) {
      wire.send(Wire.head("GET " + Api.V1 + "/lab/sleep?ms=300 HTTP/1.1", "Host: principia"));
    }
    assertEquals("labSleep", value(log.next(), "operation"));
    api.get("/nothing").is(404);
    assertEquals("none", value(log.next(), "operation"));
    assertTrue(log.lines.isEmpty(), log.lines::toString);
  }
}
