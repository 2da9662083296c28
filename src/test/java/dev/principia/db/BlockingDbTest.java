package dev.principia.db;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import dev.principia.Services;
import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.contract.Contract;
import dev.principia.contract.Cost;
import dev.principia.contract.Deadline;
import dev.principia.contract.Operation;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a handler may expect of the database, whichever driver asks it.
@ParameterizedClass
@EnumSource
@Proves("27.4")
final class BlockingDbTest {
  private static final Operation OPERATION =
      Contract.load(Set.of()).operations().stream()
          .filter(each -> each.id().equals("createAccount"))
          .findFirst()
          .orElseThrow();
  private static final OffsetDateTime INSTANT = OffsetDateTime.parse("2026-01-21T09:00:00.123456Z");
  private static String url = "";

  private final Adapter adapter;

  BlockingDbTest(Adapter adapter) {
    this.adapter = adapter;
  }

  @BeforeAll
  static void createDatabase() {
    url = Services.shared().emptyDatabase();
    try (BlockingPool pool = new BlockingPool(Services.settings(url))) {
      new Migrations(pool).apply();
      new BlockingJdbcDb(pool, Map.of(), Adapter.SECRET)
          .work(
              tx ->
                  tx.run(
                      Query.command(
                          """
                          create table words (
                            id uuid primary key,
                            word uuid constraint words_of references words,
                            text text not null constraint words_text_unique unique
                              constraint words_short check (length(text) < 100)
                              check (text <> 'forbidden'))
                          """)));
    }
  }

  @Test
  void valuesOfEveryTypeComeBackAsTheyWent() {
    use(
        db -> {
          comesBack(db, "uuid", UUID.class, UUID.randomUUID());
          comesBack(db, "text", String.class, "ä 😀 ' \\ $1 ?");
          comesBack(db, "int", Integer.class, Integer.MIN_VALUE);
          comesBack(db, "bigint", Long.class, Long.MAX_VALUE);
          comesBack(db, "boolean", Boolean.class, true);
          comesBack(db, "timestamptz", OffsetDateTime.class, INSTANT);
          comesBack(db, "bytea", Buffer.class, Buffer.buffer(new byte[] {0, -1, 39, 92}));
          comesBack(db, "jsonb", JsonObject.class, JsonObject.of("a", 1, "n", null));
          comesBack(db, "json", JsonArray.class, JsonArray.of(1, "b", JsonObject.of()));
        });
  }

  private static <T> void comesBack(BlockingDb db, String sqlType, Class<T> type, T value) {
    Query<T> query = Query.of("select $1::" + sqlType + " as v", row -> row.get(type, "v"), value);
    assertEquals(List.of(value), db.list(call(), query), sqlType);
  }

  @Test
  void anArrayComesBackWithItsElements() {
    String[] texts = {"a", "", "ä,\"'{}"};
    Query<String[]> query =
        Query.of("select $1::text[] as v", row -> row.get(String[].class, "v"), (Object) texts);
    use(db -> assertArrayEquals(texts, db.one(call(), query).orElseThrow()));
  }

  @Test
  void anEmptyOptionalIsNullOfAnyTypeAndNullIsAnEmptyOptional() {
    Map<String, Class<?>> types =
        Map.of(
            "uuid", UUID.class,
            "text", String.class,
            "bigint", Long.class,
            "timestamptz", OffsetDateTime.class,
            "bytea", Buffer.class,
            "jsonb", JsonObject.class,
            "json", JsonArray.class,
            "text[]", String[].class);
    use(
        db -> {
          types.forEach((sqlType, type) -> assertTrue(isNull(db, sqlType, type), sqlType));
          Query<Boolean> seven =
              Query.of("select $1::int as v", row -> row.find(Integer.class, "v").isPresent(), 7);
          assertEquals(List.of(true), db.list(call(), seven));
        });
  }

  private static boolean isNull(BlockingDb db, String sqlType, Class<?> type) {
    Query<Boolean> query =
        Query.of(
            "select $1::" + sqlType + " as v",
            row -> row.find(type, "v").isEmpty(),
            Optional.empty());
    return db.one(call(), query).orElseThrow();
  }

  @Test
  void rowsComeInTheirOrderAndOneIsTheFirst() {
    Query<Integer> three =
        Query.of("select n from generate_series(1, 3) n", row -> row.get(Integer.class, "n"));
    Query<Integer> none = Query.of("select 1 as n where false", row -> row.get(Integer.class, "n"));
    use(
        db -> {
          assertEquals(List.of(1, 2, 3), db.list(call(), three));
          assertEquals(Optional.of(1), db.one(call(), three));
          assertEquals(Optional.empty(), db.one(call(), none));
          assertEquals(Integer.valueOf(1), db.<Integer>work(tx -> tx.only(three)));
          assertEquals(Optional.empty(), db.work(tx -> tx.one(none)));
        });
  }

  @Test
  void everyStatementIsCountedToItsCall() {
    Call call = call();
    use(
        db -> {
          Optional<Integer> one = db.one(call, one());
          Reply reply = db.transaction(call, tx -> Reply.empty(204 - one.get() + tx.only(one())));
          assertEquals(204, reply.status());
        });
    assertEquals(2, call.cost().statements());
    assertTrue(call.cost().databaseNanos() > 0);
  }

  @Test
  void aCommandTellsHowManyRowsItTouched() {
    String text = UUID.randomUUID().toString();
    use(
        db -> {
          assertEquals(Integer.valueOf(1), db.<Integer>work(tx -> tx.run(insert(text))));
          assertEquals(Integer.valueOf(1), db.<Integer>work(tx -> tx.run(delete(text))));
          assertEquals(Integer.valueOf(0), db.<Integer>work(tx -> tx.run(delete(text))));
        });
  }

  @Test
  void whatIsDoneTogetherIsThereTogether() {
    String text = UUID.randomUUID().toString();
    use(
        db -> {
          int touched = db.work(tx -> tx.run(insert(text)) + tx.run(insert(text + "b")));
          assertEquals(2, touched);
          assertTrue(has(db, text) && has(db, text + "b"));
        });
  }

  @Test
  void anExceptionUndoesTheWholeTransactionAndComesOutAsItIs() {
    String text = UUID.randomUUID().toString();
    use(
        db -> {
          var thrown =
              assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      db.work(
                          tx -> {
                            int touched = tx.run(insert(text));
                            throw new IllegalArgumentException("after " + touched);
                          }));
          assertEquals("after 1", thrown.getMessage());
          assertFalse(has(db, text));
        });
  }

  @Test
  void aRefusalByAKnownConstraintIsItsProblemAndUndoesTheTransaction() {
    String text = UUID.randomUUID().toString();
    use(
        db -> {
          var problem =
              assertThrows(
                  Problem.class,
                  () ->
                      db.transaction(
                          call(), tx -> Reply.empty(tx.run(insert(text)) + tx.run(insert(text)))));
          assertEquals(ProblemType.ACCOUNT_EXISTS, problem.type());
          assertFalse(has(db, text));
        });
  }

  @Test
  void aMistakeInAStatementIsNoProblemOfTheClient() {
    use(
        db -> {
          isMistake(db, Query.command("select wrong from nowhere"));
          isMistake(db, Query.command("select $1::int", "not a number"));
          isMistake(db, Query.command("select $1::int, $2::int", 1));
        });
  }

  private static void isMistake(BlockingDb db, Query<Boolean> query) {
    var thrown = assertThrows(RuntimeException.class, () -> db.list(call(), query));
    assertFalse(thrown instanceof Problem, () -> query.sql() + ": " + thrown);
  }

  @Test
  void aStatementThatTakesTooLongIsCancelledAndTold() {
    DbSettings impatient =
        new DbSettings(URI.create(url), 2, 10, Duration.ofSeconds(5), Duration.ofMillis(200));
    Query<Integer> slow = Query.of("select 1 from pg_sleep(60)", row -> 1);
    adapter.use(
        impatient,
        db -> {
          var problem = assertThrows(Problem.class, () -> db.list(call(), slow));
          assertEquals(ProblemType.DEADLINE_EXCEEDED, problem.type());
          assertEquals(Optional.of(1), db.one(call(), one()));
        });
  }

  @Test
  @Proves("12.7")
  void everySessionIsBounded() {
    use(
        db -> {
          isSet(db, "application_name", "principia");
          isSet(db, "statement_timeout", "5s");
          isSet(db, "lock_timeout", "2500ms");
          isSet(db, "idle_in_transaction_session_timeout", "10s");
        });
  }

  private static void isSet(BlockingDb db, String name, String value) {
    Query<String> show =
        Query.of("select current_setting($1) as v", row -> row.get(String.class, "v"), name);
    assertEquals(List.of(value), db.list(call(), show));
    assertEquals(value, db.<String>work(tx -> tx.only(show)));
  }

  @Test
  void aRepeatedCallIsAnsweredWithTheFirstReplyAndDoneOnce() {
    String key = UUID.randomUUID().toString();
    AtomicInteger done = new AtomicInteger();
    use(
        db -> {
          Reply first = db.transaction(call(key, "body"), tx -> created(done.incrementAndGet()));
          Reply second = db.transaction(call(key, "body"), tx -> created(done.incrementAndGet()));
          assertEquals(1, done.get());
          assertEquals(first.encoded().body(), second.encoded().body());
          assertEquals(201, second.status());
          assertEquals(
              List.of(Map.entry("Location", "/1"), Map.entry("Idempotency-Replayed", "true")),
              second.headers());
          Problem other =
              assertThrows(
                  Problem.class, () -> db.transaction(call(key, "other"), tx -> created(2)));
          assertEquals(ProblemType.IDEMPOTENCY_KEY_REUSED, other.type());
        });
  }

  @Test
  void aTwinOfACallInFlightIsToldSoAndAFailedCallMayBeRepeated() {
    String key = UUID.randomUUID().toString();
    use(
        db -> {
          Problem twin =
              assertThrows(
                  Problem.class,
                  () ->
                      db.transaction(
                          call(key, "body"),
                          tx -> db.transaction(call(key, "body"), other -> created(2))));
          assertEquals(ProblemType.REQUEST_IN_FLIGHT, twin.type());
          assertEquals(201, db.transaction(call(key, "body"), tx -> created(1)).status());
        });
  }

  @Test
  void parametersMayBeRepeatedAndOutOfOrder() {
    Query<String> query =
        Query.of(
            "select $2::text || $1::text || $2::text as v",
            row -> row.get(String.class, "v"),
            "a",
            "b");
    use(db -> assertEquals(List.of("bab"), db.list(call(), query)));
  }

  @Test
  void operatorsQuotedTextsAndCommentsAreNotTakenForParameters() {
    Query<String> query =
        Query.of(
            """
            select case when $1::jsonb ? 'it''s $1?' then '$1 ? ' || $2::text end -- isn't it $3?
                   as "v?$1"
            """,
            row -> row.get(String.class, "v?$1"),
            JsonObject.of("it's $1?", 1),
            "x");
    use(db -> assertEquals(List.of("$1 ? x"), db.list(call(), query)));
  }

  @Test
  @Proves("18.2")
  void aRefusalIsToldByTheNameOfItsConstraint() {
    String text = UUID.randomUUID().toString();
    use(
        db -> {
          assertEquals(1, db.<Integer>work(tx -> tx.run(insert(text))));
          refused(db, insert(text), ProblemType.ACCOUNT_EXISTS); // 23505
          refused(db, insert("x".repeat(100)), ProblemType.INVALID_REQUEST); // 23514
          refused(
              db, // 23503
              Query.command(
                  "insert into words (id, word, text) values ($1, gen_random_uuid(), 'of')",
                  UUID.randomUUID()),
              ProblemType.ACCOUNT_OWNS_COURSES);
        });
  }

  @Test
  void aRefusalThatNobodyForesawIsAMistake() {
    use(
        db -> {
          RuntimeException mistake =
              assertThrows(
                  RuntimeException.class,
                  () -> db.<Integer>work(tx -> tx.run(insert("forbidden"))));
          assertFalse(mistake instanceof Problem, mistake::toString);
        });
  }

  private static void refused(BlockingDb db, Query<Boolean> query, ProblemType type) {
    Problem told = assertThrows(Problem.class, () -> db.<Integer>work(tx -> tx.run(query)));
    assertEquals(type, told.type());
    assertFalse(told.reply("/", "id").toString().contains("words"));
  }

  @Test
  @Proves("12.6")
  void whatWasUndoneForAnotherTransactionIsDoneAgainFromItsBeginning() {
    for (String state : List.of("40001", "40P01")) {
      AtomicInteger attempts = new AtomicInteger();
      use(
          db -> {
            String text = UUID.randomUUID().toString();
            db.transaction(
                call(UUID.randomUUID().toString(), text),
                tx -> {
                  tx.run(insert(text));
                  if (attempts.incrementAndGet() < 3) {
                    tx.run(raise(state));
                  }
                  return created(1);
                });
            assertEquals(3, attempts.get());
            assertTrue(has(db, text));
          });
    }
  }

  @Test
  void whatIsUndoneForEverIsGivenUpAndATimeoutIsNotRepeated() {
    AtomicInteger attempts = new AtomicInteger();
    use(
        db -> {
          assertEquals(ProblemType.OVERLOADED, refused(db, attempts, "40001"));
          assertEquals(5, attempts.getAndSet(0));
          assertEquals(ProblemType.OVERLOADED, refused(db, attempts, "55P03"));
          assertEquals(1, attempts.getAndSet(0));
        });
  }

  private static ProblemType refused(BlockingDb db, AtomicInteger attempts, String state) {
    return assertThrows(
            Problem.class,
            () ->
                db.<Integer>work(
                    tx -> {
                      attempts.incrementAndGet();
                      return tx.run(raise(state));
                    }))
        .type();
  }

  /// A statement that fails as PostgreSQL fails.
  private static Query<Boolean> raise(String state) {
    return Query.command(
        switch (state) {
          case "40001" -> "do $x$ begin raise sqlstate '40001'; end $x$";
          case "40P01" -> "do $x$ begin raise sqlstate '40P01'; end $x$";
          default -> "do $x$ begin raise sqlstate '55P03'; end $x$";
        });
  }

  private void use(Consumer<BlockingDb> test) {
    adapter.use(Services.settings(url), test);
  }

  private static Query<Integer> one() {
    return Query.of("select 1 as n", row -> row.get(Integer.class, "n"));
  }

  private static Query<Boolean> insert(String text) {
    return Query.command("insert into words (id, text) values ($1, $2)", UUID.randomUUID(), text);
  }

  private static Query<Boolean> delete(String text) {
    return Query.command("delete from words where text = $1", text);
  }

  private static boolean has(BlockingDb db, String text) {
    return db.one(call(), Query.command("select 1 from words where text = $1", text)).isPresent();
  }

  private static Reply created(int number) {
    return Reply.created(JsonObject.of("number", number)).with("Location", "/" + number);
  }

  private static Call call() {
    return call(Map.of(), "");
  }

  private static Call call(String key, String body) {
    return call(Map.of("Idempotency-Key", key), body);
  }

  private static Call call(Map<String, Object> parameters, String body) {
    return new Call(
        OPERATION,
        "/api/v1/accounts",
        new Client("127.0.0.1", "test", true),
        "request-1",
        "trace-1",
        Caller.ANONYMOUS,
        parameters,
        new JsonObject(),
        Buffer.buffer(body),
        "application/json",
        "application/json",
        new Cost(),
        new Deadline());
  }
}
