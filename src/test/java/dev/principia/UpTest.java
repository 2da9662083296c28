package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.embedded.PassableDirectory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The commands as processes: what they print, leave behind and exit with.
@Execution(ExecutionMode.CONCURRENT)
final class UpTest {
  private static final Map<String, String> FREE_PORTS =
      Map.of("PORT", "0", "PRINCIPIA_MANAGEMENT_PORT", "0", "PRINCIPIA_DRAIN_DELAY", "0");

  private static final String SECRET = "a-secret-of-my-own--".repeat(3);
  private static final String COURSE = Api.V1 + "/courses/learning-backend-from-first-principles";

  @TempDir(factory = PassableDirectory.class)
  Path folder;

  @Test
  @Timeout(120)
  void upIsOneProcessThatOthersJoinAndThatLeavesNothingBehind() throws IOException {
    Path data = folder.resolve("data");
    Map<String, String> environment = new HashMap<>(FREE_PORTS);
    environment.put("PRINCIPIA_SECRET", SECRET);
    try (Program up = Program.start(environment, "up", "--data", data.toString())) {
      Api api = new Api(up.awaitPrinted("API +(http://\\S+)/api/v1/courses"));
      List<ProcessHandle> servers = servers(data);
      assertTrue(up.output().contains(password(data)), "the password is not told");
      isForItsOwnerOnly(data.resolve("services.json"));
      isForItsOwnerOnly(data.resolve("credentials.json"));
      assertEquals(SECRET, json(data.resolve("services.json")).getString("secret"));
      aSecondOneIsRefused(data, up);
      anotherServerJoins(data, api);
      up.signal("TERM");
      assertEquals(0, up.awaitExit(), up::output);
      assertFalse(Files.exists(data.resolve("services.json")));
      assertTrue(servers.stream().noneMatch(ProcessHandle::isAlive), "a server runs on");
    }
    try (Program again = Program.start(environment, "up", "--data", data.toString())) {
      new Api(again.awaitPrinted("API +(http://\\S+)/api/v1/courses")).get(COURSE).is(200);
      assertFalse(again.output().contains(password(data)), "the password is told again");
      again.signal("INT");
      assertEquals(0, again.awaitExit(), again::output);
    }
  }

  private static void aSecondOneIsRefused(Path data, Program up) throws IOException {
    try (Program second = Program.start(FREE_PORTS, "up", "--data", data.toString())) {
      assertEquals(Main.FAILED, second.awaitExit(), second::output);
      assertEquals(
          "principia: Principia is already running (pid %d) on this directory, %s: stop it first, or choose another --data directory."
              .formatted(up.pid(), data.toRealPath()),
          second.output());
    }
  }

  private static void anotherServerJoins(Path data, Api first) {
    try (Program joined =
        Program.start(FREE_PORTS, "serve", "--server", "blocking", "--data", data.toString())) {
      Api second = new Api(joined.awaitPrinted("serves (http://\\S+)"));
      assertEquals(first.get(COURSE).is(200).text(), second.get(COURSE).is(200).text());
      joined.signal("TERM");
      assertEquals(0, joined.awaitExit(), joined::output);
    }
  }

  @Test
  @Proves("19.1")
  void allMistakesOfTheConfigurationAreNamedAndNothingStarts() {
    Map<String, String> wrong =
        Map.of("PRINCIPIA_LOOPS", "many", "PRINCIPIA_BODY_LIMIT", "-1", "PORT", "70000");
    try (Program program = Program.start(wrong, "serve")) {
      assertEquals(Main.ASKED_WRONGLY, program.awaitExit(), program::output);
      for (String name : List.of("PRINCIPIA_LOOPS", "PRINCIPIA_BODY_LIMIT", "PORT")) {
        assertTrue(program.output().contains(name), program::output);
      }
      assertFalse(program.output().contains("Principia serves"), program::output);
    }
  }

  @Test
  void withoutPostgresqlServeEndsWithOneSentence() {
    Map<String, String> nowhere =
        Map.of(
            "PRINCIPIA_POSTGRES_URL", "postgresql://principia:secret@127.0.0.1:1/principia",
            "PRINCIPIA_REDIS_URL", Services.shared().redisUrl(),
            "PRINCIPIA_SECRET", Services.shared().secret());
    try (Program program = Program.start(nowhere, "serve")) {
      assertEquals(Main.FAILED, program.awaitExit(), program::output);
      assertEquals(
          "principia: The database cannot be used: Connection to 127.0.0.1:1 refused. Check that"
              + " the hostname and port are correct and that the postmaster is accepting TCP/IP"
              + " connections.",
          program.output());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  void aTakenPortIsToldInOneSentence(Server server) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      var failure = assertThrows(Main.Failure.class, () -> server.another(Map.of("port", port)));
      assertEquals(
          "Cannot listen on 127.0.0.1, port %s or 0: Address already in use. Choose others with --port and --management-port."
              .formatted(port),
          failure.getMessage());
    }
  }

  private static List<ProcessHandle> servers(Path data) throws IOException {
    return List.of(pid(data, "postgres/data/postmaster.pid"), pid(data, "redis/redis.pid"));
  }

  private static ProcessHandle pid(Path data, String file) throws IOException {
    String pid = Files.readAllLines(data.resolve(file)).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void isForItsOwnerOnly(Path file) throws IOException {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  private static String password(Path data) throws IOException {
    return json(data.resolve("credentials.json")).getJsonObject("admin").getString("password");
  }

  private static JsonObject json(Path file) throws IOException {
    return new JsonObject(Files.readString(file));
  }
}
