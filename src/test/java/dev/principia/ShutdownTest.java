package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a server process ends when it is told to.
@Execution(ExecutionMode.CONCURRENT)
final class ShutdownTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Pattern STEP = Pattern.compile("shutdown (\\d+): ([A-Za-z ]+)");
  private static final List<String> EVENT_LOOP_STEPS =
      List.of(
          "1 not ready",
          "2 wait for balancers",
          "3 event streams",
          "4 HTTP",
          "5 live feed",
          "6 scheduler",
          "7 jobs",
          "8 event log",
          "9 password hashing",
          "10 Redis",
          "11 PostgreSQL",
          "12 downstream",
          "13 event loops",
          "14 metrics");
  private static final List<String> BLOCKING_STEPS =
      List.of(
          "1 not ready",
          "2 wait for balancers",
          "3 event streams",
          "4 HTTP",
          "5 scheduler",
          "6 jobs",
          "7 event log",
          "8 password hashing",
          "9 limits",
          "10 keys",
          "11 watch",
          "12 Redis",
          "13 PostgreSQL",
          "14 downstream",
          "15 management",
          "16 metrics");

  @ParameterizedTest
  @ValueSource(strings = {"event-loop", "blocking"})
  @Proves("21.1")
  void aRequestInFlightGetsItsAnswerAndTheProcessEndsInOrder(String server) {
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> drains(server, "TERM"), Thread::startVirtualThread),
            CompletableFuture.runAsync(() -> drains(server, "INT"), Thread::startVirtualThread))
        .join();
  }

  private static void drains(String server, String signal) {
    try (Program program = Program.start(environment(), "serve", "--server", server)) {
      Api api = new Api(program.awaitPrinted("serves (http://\\S+)"));
      Api management = new Api(program.awaitPrinted("metrics at (http://\\S+)"));
      management.get("/readyz").is(200);
      CompletableFuture<Api.Answer> inFlight = sleep(api, 1500);
      sleep(api, 0).join().is(200);

      program.signal(signal);
      Until.within(SOON, "not ready", () -> management.get("/readyz").status() == 503);
      sleep(api, 1).join().is(200);
      Until.within(SOON, "not accepting", () -> !accepts(api));
      assertFalse(inFlight.isDone(), "the delay was not over before the request");

      inFlight.join().is(200);
      assertEquals(0, program.awaitExit(), program::output);
      List<String> steps = server.equals("blocking") ? BLOCKING_STEPS : EVENT_LOOP_STEPS;
      assertEquals(steps, steps(program), program::output);
    }
  }

  private static Map<String, String> environment() {
    Services services = Services.shared();
    return Map.of(
        "PRINCIPIA_POSTGRES_URL", services.postgresUrl(),
        "PRINCIPIA_REDIS_URL", services.redisUrl(),
        "PRINCIPIA_SECRET", services.secret(),
        "PRINCIPIA_LAB", "on",
        "PRINCIPIA_DRAIN_DELAY", "600",
        "PORT", "0",
        "PRINCIPIA_MANAGEMENT_PORT", "0");
  }

  private static CompletableFuture<Api.Answer> sleep(Api api, int millis) {
    return api.sendAsync("GET", Api.V1 + "/lab/sleep?ms=" + millis, BodyPublishers.noBody());
  }

  private static boolean accepts(Api api) {
    int port = URI.create(api.url()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> steps(Program program) {
    assertTrue(program.output().contains("shutdown"), program::output);
    return STEP.matcher(program.output())
        .results()
        .map(step -> step.group(1) + " " + step.group(2).strip())
        .toList();
  }
}
