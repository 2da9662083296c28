package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.Contract;
import dev.principia.embedded.PassableDirectory;
import dev.principia.fuzz.Answer;
import dev.principia.fuzz.Judge;
import dev.principia.fuzz.Line;
import dev.principia.fuzz.Request;
import dev.principia.fuzz.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation of the contract, asked by anybody for what the contract allows and for what it
/// doesn't: no answer may be one that the contract does not know, and the server goes on answering.
/// The property `fuzz.seed` repeats a run or begins another one. On services of its own, because it
/// leaves a mess.
@Execution(ExecutionMode.CONCURRENT)
final class FuzzTest {
  private static final Contract CONTRACT = Contract.load(Set.of("lab"));
  private static final int SHOWN = 25;

  @TempDir(factory = PassableDirectory.class)
  static Path data;

  private static Services services;

  private final Map<String, String> complaints = new LinkedHashMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Map<String, Person> people = new TreeMap<>();

  @BeforeAll
  static void start() {
    services = Services.own(data.resolve("services"));
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  void noAnswerIsOneThatTheContractDoesNotKnow(Server server) throws Exception {
    ask(server, Integer.getInteger("fuzz.requests", 2_000), Long.getLong("fuzz.seed", 22));
  }

  /// Another seed each time; it is told.
  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  @Tag("drill")
  @Timeout(1_200)
  void noneOfAHundredThousandEither(Server server) throws Exception {
    ask(
        server,
        Integer.getInteger("fuzz.requests", 100_000),
        Long.getLong("fuzz.seed", System.nanoTime()));
  }

  private void ask(Server server, int count, long seed) throws IOException, SQLException {
    Requests requests = new Requests(CONTRACT, seed);
    Judge judge = new Judge(CONTRACT, inside());
    long start = System.nanoTime();
    try (App app = server.on(services, Map.of());
        Line line = new Line(app.port())) {
      Api api = Api.on(app.port());
      for (int number = 0; number < count; number++) {
        Request request = signed(requests.make(number), new Random(seed + number), api);
        ask(request, line, judge, requests);
      }
      api.get(Api.V1 + "/courses").is(200);
    }
    System.out.printf(
        "fuzz server=%s seed=%d seconds=%d %s%n",
        server, seed, (System.nanoTime() - start) / 1_000_000_000, statuses);
    assertTrue(
        complaints.isEmpty(),
        () -> "seed " + seed + ", " + complaints.size() + " findings:\n" + shown());
    assertEquals(CONTRACT.operations().size(), requests.operations());
  }

  private void ask(Request request, Line line, Judge judge, Requests requests) {
    try {
      Answer answer = line.ask(request);
      statuses.merge(answer.status(), 1, Integer::sum);
      for (String each : judge.complaints(request, answer)) {
        complaints.putIfAbsent(request.operation() + ": " + each, request + "\n-> " + answer);
      }
      if (answer.text().contains("/problems/unauthenticated")) {
        signIn(request.who());
      }
      requests.learn(request, answer);
    } catch (IOException none) {
      complaints.putIfAbsent(request.operation() + ": no answer, " + none, request.toString());
    }
  }

  private Request signed(Request request, Random random, Api api) {
    return switch (random.nextInt(5)) {
      case 0 -> request;
      case 1, 2 -> signed(request, "administrator", api);
      default -> signed(request, "learner", api);
    };
  }

  private Request signed(Request request, String who, Api api) {
    Person person = people.computeIfAbsent(who, none -> signedUp(who, api));
    return request.by(
        who, List.of("Authorization: Bearer " + person.session().getString("accessToken")));
  }

  private static Person signedUp(String who, Api api) {
    Person person = Person.signedUp(api);
    return who.equals("administrator") ? promoted(person) : person;
  }

  private static Person promoted(Person person) {
    try (Connection connection = Services.connect(services.postgresUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("update accounts set role = 'admin' where id = '" + person.id() + "'");
      return person.again();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// The session was ended by something that was asked before; perhaps more than that.
  private void signIn(String who) {
    people.computeIfPresent(
        who,
        (same, person) -> {
          Api.Answer again = Person.signIn(person.api(), person.email(), Person.PASSWORD);
          return again.status() == 201
              ? new Person(person.api(), person.email(), again.json())
              : signedUp(who, person.api());
        });
  }

  /// Names of what the database is made of, when they could not be words of a sentence.
  private static Set<String> inside() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = Services.connect(services.postgresUrl());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select relname from pg_class where relnamespace = 'public'::regnamespace
                union select conname from pg_constraint where connamespace = 'public'::regnamespace
                union select attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                  where c.relnamespace = 'public'::regnamespace
                """)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    names.removeIf(name -> !name.matches("[a-z]+_[a-z_0-9]+"));
    return names;
  }

  private String shown() {
    StringBuilder all = new StringBuilder();
    complaints.entrySet().stream()
        .limit(SHOWN)
        .forEach(
            each ->
                all.append("\n* ")
                    .append(each.getKey())
                    .append('\n')
                    .append(each.getValue())
                    .append('\n'));
    return all.toString();
  }
}
