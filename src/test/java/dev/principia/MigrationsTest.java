package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.db.BlockingPool;
import dev.principia.db.DbSettings;
import dev.principia.db.Migrations;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a schema comes to be, each time in a database of its own, and what it is like.
final class MigrationsTest {
  private static final String FIRST = "V001__courses.sql";
  private static final String LOCK = "select pg_advisory_lock(7233451903)";

  @Test
  @Proves("12.2")
  void instancesThatStartAtOnceMigrateOnce() throws SQLException {
    String url = Services.shared().emptyDatabase();
    List<CompletableFuture<List<String>>> instances =
        Stream.generate(() -> migrating(Services.settings(url))).limit(4).toList();
    List<String> applied =
        instances.stream().map(CompletableFuture::join).flatMap(List::stream).toList();
    assertEquals(List.of(FIRST), applied.subList(0, 1));
    assertEquals(applied.stream().distinct().toList(), applied, "applied twice");
    assertEquals(Migrations.latest(), applied.getLast());
    assertEquals(
        applied, ask(url, "select version from schema_migrations order by version"), "recorded");
  }

  @Test
  void anInstanceWaitsForAnotherOnesMigrationHoweverLongItTakes() throws SQLException {
    String url = Services.shared().emptyDatabase();
    DbSettings impatient =
        new DbSettings(URI.create(url), 2, 10, Duration.ofSeconds(1), Duration.ofMillis(100));
    try (Connection other = Services.connect(url);
        Statement statement = other.createStatement()) {
      statement.execute(LOCK);
      CompletableFuture<List<String>> waiting = migrating(impatient);
      Until.within(Duration.ofSeconds(10), "longer than any timeout", () -> waitsLong(url));
      statement.execute("select pg_advisory_unlock_all()");
      assertEquals(Migrations.latest(), waiting.join().getLast());
    }
  }

  private static boolean waitsLong(String url) {
    try {
      return !ask(
              url,
              """
              select 'waits' from pg_stat_activity
               where datname = current_database() and wait_event_type = 'Lock'
                 and query_start < clock_timestamp() - interval '2.5 seconds'
              """)
          .isEmpty();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Proves("12.2")
  void aMigrationThatWasEditedAfterwardsIsRefusedByName() throws SQLException {
    String url = migrated();
    run(url, "update schema_migrations set sha256 = 'of another text' where version = '%s'", FIRST);
    String refusal = refusal(url);
    assertTrue(refusal.contains("Migration " + FIRST + " was edited"), refusal);
  }

  @Test
  void aSchemaOfANewerProgramIsRefused() throws SQLException {
    String url = migrated();
    run(url, "insert into schema_migrations values ('%s', 'x')", "V999__future.sql");
    String refusal = refusal(url);
    assertTrue(refusal.contains("[V999__future.sql]"), refusal);
  }

  @Test
  @Proves("12.2")
  void aCurrentSchemaCostsAStartOneQuery() throws SQLException {
    String url = migrated();
    long before = statements(url);
    assertEquals(List.of(), migrating(Services.settings(url)).join());
    assertEquals(1, statements(url) - before);
  }

  /// Statements that were run in the database so far, without these and those by which a driver
  /// opens a connection.
  private static long statements(String url) throws SQLException {
    String count =
        """
        select coalesce(sum(calls), 0)::text
          from pg_stat_statements s join pg_database d on d.oid = s.dbid
         where datname = current_database()
           and query not ilike 'set %' and query not ilike 'show %' and query not like '%pg_stat_statements%'
        """;
    return Long.parseLong(ask(url, count).getFirst());
  }

  @Test
  @Proves("12.3")
  void seedingTwiceChangesNothing(@TempDir Path data) throws Exception {
    Config config =
        Services.shared().config(Map.of("postgres-url", Services.shared().emptyDatabase()));
    String rows =
        """
        select concat_ws(' ', id, version, updated_at) from courses
        union all select concat_ws(' ', id, version, updated_at) from lessons order by 1
        """;
    try (Database database = new Database(config)) {
      database.migrate();
      new Seed(database.db(), data, line -> {}).run();
      String url = config.postgres().url().toString();
      List<String> first = ask(url, rows);
      assertEquals(1 + 31, first.size());
      new Seed(database.db(), data, line -> {}).run();
      assertEquals(first, ask(url, rows));
    }
  }

  @Test
  void everyForeignKeyHasAnIndexThatStartsWithItsColumns() throws SQLException {
    assertEquals(
        List.of(),
        ask(
            migrated(),
            """
            select c.conrelid::regclass || ' ' || c.conname
              from pg_constraint c
             where c.contype = 'f' and c.connamespace = 'public'::regnamespace
               and not exists (
                 select from pg_index i
                  where i.indrelid = c.conrelid
                    and (i.indpred is null
                         or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
                    and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)]
                        @> c.conkey)
            """));
  }

  @Test
  void everyTableHasAPrimaryKey() throws SQLException {
    assertEquals(
        List.of(),
        ask(
            migrated(),
            """
            select relname from pg_class
             where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
               and not exists (
                 select from pg_constraint where conrelid = pg_class.oid and contype = 'p')
            """));
  }

  @Test
  @Proves("12.1")
  void idsAreUuidsTimesHaveAZoneAndNamesAreSnakeCase() throws SQLException {
    assertEquals(
        List.of(),
        ask(
            migrated(),
            """
            select table_name || '.' || column_name || ' ' || data_type
              from information_schema.columns
             where table_schema = 'public' and table_name not like 'pg\\_%'
               and (column_name ~ '(^|_)id$' and data_type <> 'uuid'
                 or data_type in ('timestamp without time zone', 'time with time zone')
                 or column_name ~ '_at$' and data_type <> 'timestamp with time zone'
                 or (table_name || column_name) !~ '^[a-z][a-z0-9_]*$')
            """));
  }

  @Test
  @Proves("12.1")
  void everyUpdateSetsTheTimeOfTheUpdate() throws SQLException {
    assertEquals(
        List.of(),
        ask(
            migrated(),
            """
            select table_name::text from information_schema.columns
             where table_schema = 'public' and column_name = 'updated_at'
               and not exists (
                 select from pg_trigger
                  where tgrelid = (table_schema || '.' || table_name)::regclass
                    and tgfoid = 'touch'::regproc)
            """));
  }

  private static CompletableFuture<List<String>> migrating(DbSettings settings) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (BlockingPool pool = new BlockingPool(settings)) {
            return new Migrations(pool).apply();
          }
        },
        Thread::startVirtualThread);
  }

  private static String migrated() {
    String url = Services.shared().emptyDatabase();
    migrating(Services.settings(url)).join();
    return url;
  }

  private static String refusal(String url) {
    try (BlockingPool pool = new BlockingPool(Services.settings(url))) {
      Migrations migrations = new Migrations(pool);
      return String.valueOf(
          assertThrows(IllegalStateException.class, migrations::apply).getMessage());
    }
  }

  private static void run(String url, String sql, String value) throws SQLException {
    try (Connection connection = Services.connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(value));
    }
  }

  private static List<String> ask(String url, String sql) throws SQLException {
    try (Connection connection = Services.connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> answers = new ArrayList<>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    }
  }
}
