package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The log as a stream: what breaks is resumed, and what may not be seen ends.
@ParameterizedClass
@EnumSource(Server.class)
final class EventStreamTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Map<String, String> WEB = Map.of("roles", "web");
  private static final String[] ANY = {"If-Match", "*"};

  private final Server server;
  private final Api api;
  private final Person ada;
  private final String course;

  EventStreamTest(Server server) {
    this.server = server;
    this.api = server.api();
    this.ada = Person.signedUp(api);
    this.course = EventsApiTest.course(ada, "private");
  }

  @Test
  void aStreamThatBreaksGoesOnAtAnotherInstanceWithoutGapOrDouble() {
    List<Long> heard = new ArrayList<>();
    String start;
    try (App other = server.another(WEB)) {
      String last;
      try (OpenStream first = OpenStream.of(ada, "")) {
        assertEquals(
            "text/event-stream; charset=utf-8", first.header("Content-Type").orElseThrow());
        assertEquals("no-store", first.header("Cache-Control").orElseThrow());
        assertTrue(first.header("Content-Encoding").isEmpty());
        start = first.lastId();
        change(10);
        Until.within(SOON, "ten events", () -> first.events().size() == 10);
        assertEquals(List.of("course.updated"), first.types().stream().distinct().toList());
        heard.addAll(first.sequences());
        last = first.lastId();
      }
      change(10);
      try (OpenStream second =
          OpenStream.of(ada.at(Api.on(other.port())), "?after=0", "Last-Event-ID", last)) {
        change(10);
        Until.within(SOON, "twenty more", () -> second.events().size() >= 20);
        heard.addAll(second.sequences());
      }
    }
    JsonObject page = ada.get("/events?limit=100&after=" + start).is(200).json();
    assertEquals(
        page.getJsonArray("items").stream()
            .map(each -> Long.valueOf(((JsonObject) each).getString("sequence")))
            .toList(),
        heard);
    assertEquals(30, heard.size());
  }

  @Test
  void whoIsNoLongerAMemberHearsNoMore() {
    Person bob = Person.signedUp(api);
    String member = "/courses/" + course + "/members/" + bob.id();
    ada.put(member, JsonObject.of("role", "viewer")).is(200);
    try (OpenStream stream = OpenStream.of(bob, "?types=course.updated,note.created");
        OpenStream own = OpenStream.of(ada, "")) {
      change(1);
      Until.within(SOON, "one event", () -> stream.events().size() == 1);
      assertEquals(false, stream.events().getFirst().getBoolean("own"));
      ada.delete(member, ANY).is(204);
      change(3);
      Until.within(SOON, "the owner has heard", () -> own.events().size() >= 4);
      String note = "/courses/learning-backend-from-first-principles/lessons/4/note";
      bob.put(note, JsonObject.of("body", "B"), "If-None-Match", "*").is(201);
      Until.within(SOON, "something of his own", () -> stream.events().size() >= 2);
      assertEquals(List.of("course.updated", "note.created"), stream.types());
    }
  }

  @Test
  void aSessionsStreamEndsWithTheSession() {
    Person elsewhere = ada.again();
    try (OpenStream stream = OpenStream.of(elsewhere, "");
        OpenStream own = OpenStream.of(ada, "")) {
      elsewhere.delete("/sessions/current").is(204);
      Until.within(SOON, "the end", stream::isOver);
      assertEquals(2, stream.retries());
      change(1);
      Until.within(SOON, "the other one goes on", () -> own.events().size() == 1);
      assertEquals(List.of(), stream.events());
    }
  }

  @Test
  void aStreamEndsWhenItsTokenExpires() {
    MovableClock clock = new MovableClock(Instant.now());
    try (App app = server.on(Services.shared(), WEB, clock)) {
      Person there =
          new Person(
              Api.on(app.port()),
              ada.email(),
              Person.signIn(Api.on(app.port()), ada.email(), Person.PASSWORD).is(201).json());
      try (OpenStream stream = OpenStream.of(there, "")) {
        change(1);
        Until.within(SOON, "one event", () -> stream.events().size() == 1);
        clock.move(Duration.ofMinutes(16));
        Until.within(SOON, "the end", stream::isOver);
      }
    }
  }

  @Test
  @Proves("21.4")
  void aServerThatStopsEndsItsStreamsAndOthersGoOnWithThem() {
    App app = server.another(WEB);
    Person there = ada.at(Api.on(app.port()));
    List<OpenStream> streams = Stream.generate(() -> OpenStream.of(there, "")).limit(12).toList();
    change(1);
    Until.within(SOON, "one each", () -> streams.stream().allMatch(s -> s.events().size() == 1));
    long begun = System.nanoTime();
    app.close();
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(taken.compareTo(Duration.ofSeconds(15)) < 0, "waited for streams: " + taken);
    streams.forEach(stream -> Until.within(SOON, "the end", stream::isOver));
    streams.forEach(stream -> assertEquals(2, stream.retries()));
    change(2);
    try (OpenStream next = OpenStream.of(ada, "", "Last-Event-ID", streams.getFirst().lastId())) {
      change(1);
      Until.within(SOON, "three", () -> next.events().size() == 3);
    }
  }

  @Test
  void whereThereIsNoRoomAnotherStreamIsRefusedAndPagesAreNot() {
    try (App app =
        server.another(Map.of("roles", "web", "event-streams", "1", "event-heartbeat", "100"))) {
      Person there = ada.at(Api.on(app.port()));
      try (OpenStream one = OpenStream.of(there, "")) {
        there.get("/events/stream").problem(503, "overloaded").need("Retry-After");
        assertTrue(
            there
                .get("/events", "Prefer", "wait=5")
                .is(200)
                .header("Preference-Applied")
                .isEmpty());
        there.api().head(Api.V1 + "/events/stream", there.signed()).is(200);
        assertEquals(1, one.retries());
      }
      Until.within(SOON, "room again", () -> isOpened(there));
    }
  }

  private static boolean isOpened(Person person) {
    try (OpenStream stream = OpenStream.of(person, "")) {
      return stream.retries() == 1;
    } catch (AssertionError refused) {
      return false;
    }
  }

  @Test
  void oneAccountDoesNotTakeAllThePlaces() {
    try (App app =
        server.another(Map.of("roles", "web", "event-heartbeat", "100", "live-per-account", "3"))) {
      Person there = ada.at(Api.on(app.port()));
      List<OpenStream> streams = Stream.generate(() -> OpenStream.of(there, "")).limit(3).toList();
      there.get("/events/stream").problem(429, "too-many-requests").need("Retry-After");
      streams.forEach(OpenStream::close);
      Until.within(SOON, "room again", () -> isOpened(there));
    }
  }

  /// Thirty megabytes: far more than sockets hold.
  @Test
  void aReaderThatIsSlowGetsEverythingInTheEnd() throws Exception {
    String start = ada.get("/events?limit=100").is(200).json().getString("nextCursor");
    int events = 15_000;
    append(events);
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      String request =
          "GET /api/v1/events/stream?types=note.updated&after=%s HTTP/1.1\r\nHost: localhost\r\n"
                  .formatted(start)
              + "Authorization: "
              + ada.signed()[1]
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertEquals('H', in.read());
      // Meanwhile the server is there for others, and does not wait for this one.
      for (int i = 0; i < 20; i++) {
        ada.get("/events?limit=1").is(200);
      }
      List<Integer> numbers = numbers(in, events);
      assertEquals(IntStream.rangeClosed(1, events).boxed().toList(), numbers);
    }
  }

  private static List<Integer> numbers(InputStream in, int wanted) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (byte[] piece = new byte[8192]; numbers.size() < wanted; ) {
      int length = in.read(piece);
      assertTrue(length > 0, "ended after " + numbers.size());
      for (char letter : new String(piece, 0, length, StandardCharsets.US_ASCII).toCharArray()) {
        if (letter != '\n') {
          line.append(letter);
        } else {
          int at = line.indexOf("\"number\":");
          if (at > 0) {
            numbers.add(Integer.parseInt(line.substring(at + 9).replaceAll("[^0-9].*", "")));
          }
          line.setLength(0);
        }
      }
    }
    return numbers;
  }

  private void append(int events) throws SQLException {
    try (Connection connection = Services.connect(Services.shared().postgresUrl());
        PreparedStatement append =
            connection.prepareStatement(
                """
                insert into events (id, type, account_id, private, data, request)
                select gen_random_uuid(), 'note.updated', ?, true,
                       jsonb_build_object('number', n, 'text', repeat('x', 2000)), 'r'
                  from generate_series(1, ?) as n
                """)) {
      append.setObject(1, ada.id());
      append.setInt(2, events);
      assertEquals(events, append.executeUpdate());
    }
  }

  private void change(int times) {
    for (int i = 0; i < times; i++) {
      EventsApiTest.change(ada, course, "Text " + System.nanoTime());
    }
  }
}
