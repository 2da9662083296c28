package dev.principia;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a request that takes longer than it may, and of what it holds.
@ParameterizedClass
@EnumSource(Server.class)
final class DeadlineTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'
         and query like '%accounts%'
      """;

  private final Server server;

  DeadlineTest(Server server) {
    this.server = server;
  }

  /// The deadline is far below what a statement and a lock may take.
  private App impatient() {
    return server.another(
        Map.of("deadline", "400", "postgres-statement", "20000", "postgres-connections", "4"));
  }

  @Test
  @Proves("7.6")
  void aStatementThatWaitsForALockIsCancelledAndItsConnectionIsFree() throws SQLException {
    try (App app = impatient();
        Connection holder = Services.connect(Services.shared().postgresUrl())) {
      Person ada = Person.signedUp(server.api()).at(Api.on(app.port()));
      lock(holder, ada);
      for (int each = 0; each < 6; each++) {
        long start = System.nanoTime();
        rename(ada).problem(504, "deadline-exceeded");
        assertTrue(System.nanoTime() - start < SOON.toNanos());
      }
      try (Connection watcher = Services.connect(Services.shared().postgresUrl())) {
        Until.within(SOON, "nobody waits for the lock", () -> waiting(watcher) == 0);
      }
      holder.rollback();
      rename(ada).is(200);
    }
  }

  @Test
  @Proves("7.6")
  void aHandlerThatWaitsForAnythingElseIsGivenUpToo() {
    try (App app = impatient()) {
      Api api = Api.on(app.port());
      long start = System.nanoTime();
      api.get(Api.V1 + "/lab/sleep?ms=5000").problem(504, "deadline-exceeded");
      assertTrue(System.nanoTime() - start < SOON.toNanos());
      api.get(Api.V1 + "/lab/sleep?ms=5").is(200);
    }
  }

  private static Api.Answer rename(Person person) {
    return person.patch("/me", JsonObject.of("name", "Countess"), "If-Match", "*");
  }

  private static void lock(Connection holder, Person person) throws SQLException {
    holder.setAutoCommit(false);
    try (PreparedStatement lock =
        holder.prepareStatement("select 1 from accounts where id = ? for update")) {
      lock.setObject(1, person.id());
      lock.execute();
    }
  }

  private static int waiting(Connection watcher) {
    try (PreparedStatement asked = watcher.prepareStatement(WAITING);
        ResultSet row = asked.executeQuery()) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
