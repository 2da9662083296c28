package dev.principia.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import dev.principia.Services;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.db.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The partitions of the log: made ahead, looked into only where they must be, and dropped whole.
final class EventPartitionsTest {
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("'events_'uuuu_MM");
  private static final Duration KEPT = Duration.ofDays(400);
  private static final String APPEND =
      """
      insert into events (id, at, type, account_id, private, data, request)
      values (gen_random_uuid(), %s, 'note.created', gen_random_uuid(), true, '{}', 'r')
      returning sequence
      """;

  private BlockingPool pool;
  private BlockingDb db;
  private Connection connection;

  @BeforeEach
  void migrate() throws SQLException {
    String url = Services.shared().emptyDatabase();
    pool = new BlockingPool(Services.settings(url));
    var _ = new Migrations(pool).apply();
    db = new BlockingJdbcDb(pool, Map.of(), new SecretKeySpec(new byte[32], "HmacSHA256"));
    connection = Services.connect(url);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    pool.close();
  }

  @Test
  void theMonthsToComeHaveTheirPartitions() throws SQLException {
    List<String> months = IntStream.rangeClosed(0, 3).mapToObj(EventPartitionsTest::month).toList();
    assertEquals(months, partitions());
    ask("select add_event_partitions(now(), now())");
    assertEquals(months, partitions(), "made twice");
    ask("drop table " + months.getLast());
    var _ = db.ask(EventSql.partitions(KEPT));
    assertEquals(months, partitions());
  }

  @Test
  void whatTheNetHasCaughtMovesIntoItsPartition() throws SQLException {
    String at = "date_trunc('month', now()) + interval '5 months 3 days'";
    long caught = Long.parseLong(ask(APPEND.formatted(at)).getFirst());
    assertEquals(List.of("1"), ask("select count(*) from events_other"));
    ask("select add_event_partitions(%s, %s)".formatted(at, at));
    assertEquals(List.of("0"), ask("select count(*) from events_other"));
    assertEquals(List.of("" + caught), ask("select sequence from " + month(5)));
  }

  @Test
  @Proves("23.6")
  void aSearchByTimeLooksIntoTheMonthsItNeeds() throws SQLException {
    String plan =
        plan("select count(*) from events where at >= now() - interval '1 minute' and at < now()");
    assertTrue(plan.contains("Subplans Removed") || plan.contains(month(0)), plan);
    assertFalse(plan.contains(month(1)), plan);
    String append = "(select sequence from events where sequence > 5 order by sequence limit 10)";
    ask("set enable_seqscan = off");
    String ordered = plan(append);
    assertTrue(ordered.contains("Merge Append") && ordered.contains("Index"), ordered);
    assertFalse(ordered.contains("Seq Scan") || ordered.contains("Sort Method"), ordered);
  }

  @Test
  @Proves("23.6")
  void retentionDropsMonthsThatAreOverAndRemembersHowFar() throws SQLException {
    ask("select add_event_partitions(now() - interval '16 months', now())");
    long gone = Long.parseLong(ask(APPEND.formatted("now() - interval '16 months'")).getFirst());
    long kept = Long.parseLong(ask(APPEND.formatted("now() - interval '11 months'")).getFirst());
    long filled =
        Long.parseLong(
            ask("insert into events (id, at, type, account_id, private, data, request) select"
                    + " gen_random_uuid(), now() - interval '15 months', 'note.created',"
                    + " gen_random_uuid(), true, '{}', 'r' from generate_series(1, 50000) returning"
                    + " sequence")
                .getLast());
    long begun = System.nanoTime();
    var _ = db.ask(EventSql.partitions(KEPT));
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(taken.compareTo(Duration.ofSeconds(2)) < 0, "50,000 rows were deleted: " + taken);
    assertFalse(partitions().contains(month(-16)) || partitions().contains(month(-15)));
    assertTrue(partitions().contains(month(-11)));
    assertEquals(List.of("" + kept), ask("select sequence from events order by sequence"));
    Batch batch = Batch.of(gone, 10, db.ask(EventSql.after(gone, 10)));
    assertEquals(filled, batch.dropped());
    assertTrue(batch.isExpired());
    assertFalse(Batch.of(filled, 10, db.ask(EventSql.after(filled, 10))).isExpired());
  }

  @Test
  void eventsAreOnlyAppended() throws SQLException {
    ask(APPEND.formatted("now()"));
    try (Statement statement = connection.createStatement()) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> statement.execute("update events set request = 'x'"));
      assertTrue(String.valueOf(refused.getMessage()).contains("only added"));
    }
  }

  private static String month(int ahead) {
    return LocalDate.now(ZoneOffset.UTC).plusMonths(ahead).format(MONTH);
  }

  private List<String> partitions() throws SQLException {
    return ask(
        """
        select inhrelid::regclass::text from pg_inherits
         where inhparent = 'events'::regclass and inhrelid <> 'events_other'::regclass order by 1
        """);
  }

  private String plan(String query) throws SQLException {
    return String.join("\n", ask("explain analyze " + query));
  }

  private List<String> ask(String sql) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          answers.add(rows.getString(1));
        }
      }
    }
    return answers;
  }
}
