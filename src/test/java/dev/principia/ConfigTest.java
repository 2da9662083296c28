package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Settings: where they come from, and how a person learns what is wrong with them.
final class ConfigTest {
  private static final String POSTGRES = "postgresql://ada:pass-of-ada@127.0.0.1:5432/principia";
  private static final String REDIS = "redis://:pass-of-redis@127.0.0.1:6379/0";
  private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";

  @TempDir Path directory;

  /// As `main` does it.
  @BeforeAll
  static void commandsDoNotLog() {
    Logging.quiet();
  }

  @Test
  void whatIsNeededIsEnoughAndAllElseHasADefault() {
    Config config = Config.read(environment(Map.of()));
    assertEquals(Config.ServerKind.EVENT_LOOP, config.server());
    assertEquals("127.0.0.1", config.host());
    assertEquals(8080, config.port());
    assertEquals(8081, config.managementPort());
    assertEquals(Duration.ofSeconds(15), config.deadline());
    assertEquals(Runtime.getRuntime().availableProcessors(), config.loops());
    assertFalse(config.lab());
  }

  @Test
  void theBlockingServerHasPortsOfItsOwn() {
    Config config = Config.read(environment(Map.of("PRINCIPIA_SERVER", "blocking")));
    assertEquals(8090, config.port());
    assertEquals(8091, config.managementPort());
  }

  @Test
  void everyMistakeIsNamedAtOnceWithItsVariableAndItsSource() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("PORT", "eighty");
    wrong.put("PRINCIPIA_LOOPS", "-1");
    wrong.put("PRINCIPIA_LAB", "maybe");
    wrong.put("PRINCIPIA_ROLES", "web,cook");
    wrong.put("PRINCIPIA_LOG_LEVEL", "loud");
    wrong.put("PRINCIPIA_REDIS_URL", "http://localhost");
    String told = mistakes(environment(wrong));
    wrong.keySet().forEach(name -> assertTrue(told.contains("(" + name + ", environment)"), told));
    assertEquals(1 + wrong.size(), told.lines().count(), told);
  }

  @Test
  void withoutServicesItIsSaidHowToGetThem() {
    String told = mistakes(sources(Map.of(), Map.of(), Optional.empty()));
    for (Setting needed : List.of(Setting.POSTGRES_URL, Setting.REDIS_URL, Setting.SECRET)) {
      assertTrue(told.contains(needed.key() + " (" + needed.environment() + ", not set)"), told);
    }
    assertTrue(told.contains("; or start `principia up` first"), told);
  }

  @Test
  void aFlagWinsOverTheEnvironmentOverAFileOverALaterLayerOverTheDefault() throws IOException {
    Optional<Path> file = Optional.of(write("settings", "deadline = 3000\n"));
    Map<String, String> flags = Map.of("deadline", "1000");
    Map<String, String> environment = Map.of("PRINCIPIA_DEADLINE", "2000");
    Map<String, String> later = Map.of("deadline", "4000");
    assertDeadline("1000", "flag", new Sources(flags, environment, file).with("up", later));
    assertDeadline(
        "2000", "environment", new Sources(Map.of(), environment, file).with("up", later));
    assertDeadline(
        "3000", "file " + file.get(), new Sources(Map.of(), Map.of(), file).with("up", later));
    assertDeadline(
        "4000", "up", new Sources(Map.of(), Map.of(), Optional.empty()).with("up", later));
    assertDeadline("15000", "default", new Sources(Map.of(), Map.of(), Optional.empty()));
  }

  @Test
  void anyVariableMayNameAFileInstead() throws IOException {
    Sources sources =
        environment(
            Map.of(
                "PRINCIPIA_SECRET", "",
                "PRINCIPIA_SECRET_FILE", write("secret", SECRET + "\n").toString(),
                "PORT_FILE", write("port", "9000\n").toString()));
    assertEquals(Optional.of(SECRET), sources.find(Setting.SECRET).map(Sources.Found::value));
    assertEquals(9000, Config.read(sources).port());
  }

  @Test
  void theVariableItselfWinsOverItsFile() throws IOException {
    String file = write("port", "9000").toString();
    assertEquals(9001, Config.read(environment(Map.of("PORT", "9001", "PORT_FILE", file))).port());
  }

  @Test
  void filesThatCannotBeReadAreMistakes() {
    Path nowhere = directory.resolve("nowhere");
    Map<String, String> environment = Map.of("PRINCIPIA_SECRET_FILE", nowhere.toString());
    String told = mistakes(sources(Map.of(), environment, Optional.of(nowhere)));
    assertTrue(told.contains("PRINCIPIA_SECRET_FILE names " + nowhere), told);
    assertTrue(told.contains("the configuration file " + nowhere + " cannot be read"), told);
  }

  @Test
  void noMessageHoldsASecret() {
    String told =
        mistakes(
            environment(
                Map.of(
                    "PRINCIPIA_POSTGRES_URL", "postgresql://ada:hush-1@:5432",
                    "PRINCIPIA_REDIS_URL", "redis://:hush-2 @host",
                    "PRINCIPIA_SECRET", "hush-3+hush-3")));
    assertEquals(4, told.lines().count(), told);
    assertFalse(told.contains("hush"), told);
  }

  @Test
  void aSecretHasAtLeast32Bytes() {
    String told = mistakes(environment(Map.of("PRINCIPIA_SECRET", SECRET.substring(4))));
    assertTrue(told.contains("secret (PRINCIPIA_SECRET, environment) must be"), told);
  }

  @Test
  void anUnknownVariableOfOursIsAWarningWithWhatWasProbablyMeant() {
    List<String> warnings =
        environment(Map.of("PRINCIPIA_LOOP", "4", "PRINCIPIA_PORT", "80", "PRINT", "1")).warnings();
    assertEquals(
        List.of(
            "PRINCIPIA_LOOP is unknown; did you mean PRINCIPIA_LOOPS?",
            "PRINCIPIA_PORT is unknown; did you mean PORT?"),
        warnings);
  }

  @Test
  void theLaunchersVariablesAreKnown() {
    Map<String, String> launcher =
        Map.of("PRINCIPIA_JVM_OPTS", "-Xmx1g", "PRINCIPIA_JAVA_HOME", "/", "PRINCIPIA_CONFIG", "");
    assertEquals(List.of(), environment(launcher).warnings());
  }

  @Test
  void anUnknownKeyOfAFlagOrAFileIsAMistake() throws IOException {
    Path file = write("settings", "prot = 80\n");
    String told = mistakes(sources(Map.of("hots", "::1"), Map.of(), Optional.of(file)));
    assertTrue(told.contains("flag: unknown setting hots; did you mean host?"), told);
    assertTrue(told.contains("file " + file + ": unknown setting prot; did you mean port?"), told);
  }

  @Test
  void theConfigCommandShowsSourcesAndHidesSecrets() {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new ConfigCommand())
            .setOut(new PrintWriter(out))
            .execute(arguments("postgres-url=" + POSTGRES, "redis-url=" + REDIS, "port=9000"));
    assertEquals(0, code);
    assertTrue(out.toString().lines().anyMatch(line -> line.matches("port +9000 +flag +PORT")));
    for (String hidden : List.of("pass-of-ada", "pass-of-redis", SECRET)) {
      assertFalse(out.toString().contains(hidden));
    }
  }

  @Test
  void theConfigCommandChecksEverything() {
    assertEquals(
        Main.ASKED_WRONGLY, Main.run("config", "--port=x", "--set=loops=x", "--set=lab=perhaps"));
  }

  @Test
  void noServerStartsWithAWrongSetting() {
    String data = directory.toString();
    assertEquals(Main.ASKED_WRONGLY, Main.run("serve", "--data", data, "--set", "deadline=never"));
    assertEquals(Main.ASKED_WRONGLY, Main.run("up", "--data", data, "--server", "fastest"));
    assertFalse(Files.exists(directory.resolve("postgres")));
  }

  @Test
  void theRoutesCommandFindsOperations() {
    assertEquals(0, Main.run("routes"));
    assertEquals(0, Main.run("routes", "getLesson"));
    assertEquals(Main.FAILED, Main.run("routes", "getNothing"));
  }

  @Test
  void anUnknownCommandIsAskedWrongly() {
    assertEquals(Main.ASKED_WRONGLY, Main.run("srve"));
  }

  private String[] arguments(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("--data", directory.toString()));
    for (String setting : settings) {
      arguments.add("--set");
      arguments.add(setting);
    }
    arguments.add("--set");
    arguments.add("secret=" + SECRET);
    return arguments.toArray(String[]::new);
  }

  /// A complete environment, except for these variables.
  private static Sources environment(Map<String, String> changed) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PRINCIPIA_POSTGRES_URL", POSTGRES);
    all.put("PRINCIPIA_REDIS_URL", REDIS);
    all.put("PRINCIPIA_SECRET", SECRET);
    all.putAll(changed);
    return sources(Map.of(), all, Optional.empty());
  }

  private static Sources sources(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    return Home.withData(new Sources(flags, environment, file));
  }

  private static String mistakes(Sources sources) {
    return String.valueOf(
        assertThrows(ConfigMistakes.class, () -> Config.read(sources)).getMessage());
  }

  private static void assertDeadline(String value, String source, Sources sources) {
    assertEquals(Optional.of(new Sources.Found(value, source)), sources.find(Setting.DEADLINE));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
