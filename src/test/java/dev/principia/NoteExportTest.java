package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The export of all notes, as a stream.
@ParameterizedClass
@EnumSource
final class NoteExportTest {
  private static final String LINES = "application/x-ndjson";

  private final Api api;
  private final int port;
  private final Person ada;

  NoteExportTest(Server server) {
    this.api = server.api();
    this.port = server.port();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("4.8")
  void everyNoteIsALine() {
    assertEquals("", ada.get("/notes", "Accept", LINES).is(200).text());
    insert(ada, 700, 1000);
    NotesApiTest.written(ada, NotesApiTest.caching());
    Api.Answer export = ada.get("/notes?limit=5", "Accept", LINES).is(200);
    assertEquals(LINES, export.need("Content-Type"));
    assertTrue(export.header("Content-Length").isEmpty());
    List<String> lines = export.text().lines().toList();
    assertTrue(export.text().endsWith("\n"));
    assertEquals(701, lines.size());
    JsonObject last = new JsonObject(lines.getLast());
    assertEquals(ada.get("/notes/" + last.getString("id")).is(200).json(), last);
    assertEquals(
        new JsonArray().add("body 3 " + "x".repeat(1000)),
        new JsonArray().add(new JsonObject(lines.get(2)).getString("body")));
    assertEquals(
        "{\"title\":\"Caching\"}\n",
        ada.get("/notes?q=stampede&fields=title", "Accept", LINES).is(200).text());
    Api.Answer head = api.head(Api.V1 + "/notes", "Accept", LINES, "Authorization", bearer());
    assertEquals(LINES, head.is(200).need("Content-Type"));
    ada.get("/notes?fields=owner", "Accept", LINES).problem(422, "invalid-request");
  }

  @Test
  @Proves("8.4")
  void whenTheClientGoesAwayItsConnectionIsFreeWithinASecond() throws IOException {
    insert(ada, 1500, 100_000);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setReceiveBufferSize(16 * 1024);
      client
          .getOutputStream()
          .write(
              ("GET "
                      + Api.V1
                      + "/notes HTTP/1.1\r\nHost: a\r\nAccept: "
                      + LINES
                      + "\r\nAuthorization: "
                      + bearer()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = client.getInputStream();
      assertEquals("HTTP/1.1 200", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
      in.readNBytes(300_000);
      Until.within(Duration.ofSeconds(5), "it is being sent", () -> exports() > 0);
      client.setSoLinger(true, 0);
    }
    Until.within(Duration.ofSeconds(1), "nobody exports", () -> exports() == 0);
    ada.get("/notes?limit=1&fields=id").is(200);
  }

  /// Transactions in which this account's notes are read by a cursor.
  private static int exports() {
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      return database
          .db()
          .work(
              tx ->
                  tx.only(
                      Query.of(
                          """
                          select count(*)::int as count from pg_stat_activity
                           where xact_start is not null and pid <> pg_backend_pid()
                             and query like '%from notes n%strpos(lower(concat_ws%' and query not like '%over (%'
                          """,
                          row -> row.get(Integer.class, "count"))));
    }
  }

  /// Notes whose lessons are gone: of these an account may have any number.
  static void insert(Person person, int count, int length) {
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      database
          .db()
          .work(
              tx ->
                  tx.run(
                      Query.command(
                          """
                          insert into notes (id, account_id, title, body, tags, created_at)
                          select gen_random_uuid(), $1, 'Gone', 'body ' || i || ' ' || repeat('x', $3),
                                 array['export'], now() - interval '1 day' + i * interval '1 ms'
                            from generate_series(1, $2) i
                          """,
                          person.id(),
                          count,
                          length)));
    }
  }

  private String bearer() {
    return "Bearer " + ada.session().getString("accessToken");
  }
}
