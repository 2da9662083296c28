package dev.principia.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Services;
import dev.principia.Until;
import dev.principia.contract.Wake;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingJdbcDb;
import dev.principia.db.BlockingPool;
import dev.principia.db.Migrations;
import dev.principia.metrics.Meters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The order of the log, on a database of its own: whoever reads on from a position misses nothing,
/// whatever order transactions end in.
final class EventOrderTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MANY = 500;
  private static final String APPEND =
      """
      insert into events (id, type, account_id, private, data, request)
      values (gen_random_uuid(), 'note.created', gen_random_uuid(), true, '{}', 'r')
      returning sequence
      """;

  private String url = "";
  private BlockingPool pool;
  private BlockingDb db;

  @BeforeEach
  void migrate() {
    url = Services.shared().emptyDatabase();
    pool = new BlockingPool(Services.settings(url));
    var _ = new Migrations(pool).apply();
    db = new BlockingJdbcDb(pool, Map.of(), new SecretKeySpec(new byte[32], "HmacSHA256"));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void whatWasAppendedFirstAndCommittedLastIsNotMissed() throws SQLException {
    try (Connection slow = begun();
        Connection quick = begun()) {
      long start = end();
      long first = append(slow);
      long second = append(quick);
      assertTrue(first < second);
      quick.commit();
      Batch before = after(start);
      assertEquals(List.of(), sequences(before), "the second was told before the first was there");
      assertTrue(before.held().isPresent(), "nothing says that an event waits");
      assertTrue(before.to() < first);
      slow.commit();
      Batch all = after(before.to());
      assertEquals(List.of(first, second), sequences(all));
      assertFalse(all.held().isPresent());
    }
  }

  @Test
  void aTransactionThatIsUndoneHoldsNothingBackAnyMore() throws SQLException {
    try (Connection undone = begun();
        Connection quick = begun()) {
      long start = end();
      append(undone);
      long second = append(quick);
      quick.commit();
      undone.rollback();
      assertEquals(List.of(second), sequences(after(start)));
    }
  }

  @Test
  void oneTransactionsEventsStayInItsOrderHoweverOftenItAppends() throws SQLException {
    try (Connection connection = begun();
        Statement statement = connection.createStatement()) {
      long start = end();
      List<Long> kept = new ArrayList<>(List.of(append(connection), append(connection)));
      statement.execute("savepoint here");
      append(connection);
      statement.execute("rollback to here");
      kept.add(append(connection));
      connection.commit();
      kept.add(append(connection));
      connection.commit();
      assertEquals(kept, sequences(after(start)));
      assertEquals(kept.get(0) + 2, kept.get(2));
      assertTrue(kept.get(3) >> 20 > kept.get(2) >> 20);
      assertThrows(
          SQLException.class, () -> statement.execute("select event_sequences((1 << 20) + 1)"));
    }
  }

  /// Goes red within a round or two when `events_end()` is the highest number there is.
  @Test
  void whoeverFollowsEightWritersHearsEveryCommittedEventOnceAndInOrder() {
    List<Long> heard = Collections.synchronizedList(new ArrayList<>());
    Tail tail = new Tail(new Meters());
    tail.listen(batch -> batch.events().forEach(event -> heard.add(event.sequence())));
    try (BlockingTail follower = new BlockingTail(db, tail, Wake.NONE)) {
      follower.start();
      List<CompletableFuture<List<Long>>> writers =
          IntStream.range(0, 8)
              .mapToObj(
                  seed ->
                      CompletableFuture.supplyAsync(() -> write(seed), Thread::startVirtualThread))
              .toList();
      List<Long> committed =
          writers.stream().map(CompletableFuture::join).flatMap(List::stream).sorted().toList();
      assertTrue(committed.size() > 200, () -> "only " + committed.size());
      Until.within(SOON, "the last event", () -> heard.contains(committed.getLast()));
      assertEquals(committed, List.copyOf(heard));
    }
  }

  /// Transactions that take a number early or late, take their time, and end either way.
  ///
  /// @return what was committed
  private List<Long> write(int seed) {
    Random random = new Random(seed);
    List<Long> committed = new ArrayList<>();
    try (Connection connection = begun();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 40; i++) {
        List<Long> mine = new ArrayList<>();
        if (random.nextBoolean()) {
          statement.execute("select pg_current_xact_id()");
          statement.execute("select pg_sleep(%f)".formatted(random.nextDouble() / 40));
        }
        for (int n = random.nextInt(3); n >= 0; n--) {
          mine.add(append(connection));
          statement.execute("select pg_sleep(%f)".formatted(random.nextDouble() / 80));
        }
        if (random.nextInt(5) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.addAll(mine);
        }
      }
      return committed;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void afterARestoreIntoAClusterThatCountsFromTheBeginningTheLogGoesOn() throws SQLException {
    try (Connection connection = begun();
        Statement statement = connection.createStatement()) {
      long restored = ((end() >> 20) + 1_000_000) << 20;
      statement.execute(
          APPEND.replace("(id,", "(sequence, id,").replace("(gen", "(" + restored + ", gen"));
      connection.commit();
      assertTrue(end() < restored);
      assertTrue(db.ask(EventSql.goOn()).getFirst());
      assertTrue(end() > restored);
      long next = append(connection);
      connection.commit();
      assertTrue(next > restored);
      assertEquals(List.of(next), sequences(after(restored)));
      assertFalse(db.ask(EventSql.goOn()).getFirst(), "raised again");
    }
  }

  @Test
  void whoeverAppendsIsWaitedForBeforeTheLogLeaps() throws Exception {
    try (Connection writer = begun();
        Connection other = begun();
        Statement statement = other.createStatement()) {
      long restored = ((end() >> 20) + 1_000_000) << 20;
      statement.execute(
          APPEND.replace("(id,", "(sequence, id,").replace("(gen", "(" + restored + ", gen"));
      other.commit();
      long open = append(writer);
      CompletableFuture<Boolean> leap =
          CompletableFuture.supplyAsync(
              () -> db.ask(EventSql.goOn()).getFirst(), Thread::startVirtualThread);
      Until.within(SOON, "the leap waits", () -> isWaiting(statement));
      assertEquals(List.of(), sequences(after(open - 1)).stream().filter(s -> s == open).toList());
      writer.commit();
      assertTrue(leap.join());
      assertEquals(List.of(open, restored), sequences(after(open - 1)));
    }
  }

  private static boolean isWaiting(Statement statement) {
    String waiting =
        """
        select count(*) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'
        """;
    try (ResultSet row = statement.executeQuery(waiting)) {
      return row.next() && row.getLong(1) == 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection begun() throws SQLException {
    Connection connection = Services.connect(url);
    connection.setAutoCommit(false);
    return connection;
  }

  private static long append(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(APPEND)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long end() {
    return Batch.of(0, MANY, db.ask(EventSql.end())).to();
  }

  private Batch after(long position) {
    return Batch.of(position, MANY, db.ask(EventSql.after(position, MANY)));
  }

  private static List<Long> sequences(Batch batch) {
    return batch.events().stream().map(LoggedEvent::sequence).toList();
  }
}
