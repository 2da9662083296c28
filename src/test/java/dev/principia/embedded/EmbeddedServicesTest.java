package dev.principia.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.RedisClient;

/// Real servers on free ports; the programs are unpacked once for all builds.
@Execution(ExecutionMode.CONCURRENT)
final class EmbeddedServicesTest {
  private static final Path PROGRAMS = Path.of("target", "embedded-programs");

  @TempDir(factory = PassableDirectory.class)
  static Path shared;

  private static EmbeddedServices services;

  @BeforeAll
  static void start() {
    services = start(shared.resolve("running"));
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void theDatabaseIsDurableAndItsPasswordsAreScram() throws SQLException {
    try (var connection = connect(services.postgresUrl())) {
      assertEquals("on", ask(connection, "SHOW fsync"));
      assertEquals("on", ask(connection, "SHOW data_checksums"));
      assertEquals("scram-sha-256", ask(connection, "SHOW password_encryption"));
      assertEquals("127.0.0.1", ask(connection, "SHOW listen_addresses"));
    }
  }

  @Test
  void theDatabaseSpeaksUtf8InTheSameOrderOnEveryMachine() throws SQLException {
    try (var connection = connect(services.postgresUrl())) {
      var locale =
          "SELECT concat_ws(' ', datlocprovider, datlocale, pg_encoding_to_char(encoding)) FROM"
              + " pg_database";
      assertEquals(
          "b C.UTF-8 UTF8", ask(connection, locale + " WHERE datname = current_database()"));
    }
  }

  @Test
  void theApplicationOwnsItsDatabaseButIsNoSuperuser() throws SQLException {
    try (var connection = connect(services.postgresUrl())) {
      assertEquals(
          "f", ask(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
      assertEquals("principia", ask(connection, "SELECT current_database()"));
      var extensions =
          "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension WHERE extname <>"
              + " 'plpgsql'";
      assertEquals(
          "citext pg_stat_statements pg_trgm pgcrypto unaccent", ask(connection, extensions));
      assertNotEquals("0", ask(connection, "SELECT count(*) FROM pg_stat_statements"));
    }
  }

  @Test
  void aWrongPasswordOpensNeitherService() {
    var postgres = services.postgresUrl().replaceFirst(":[^:@]+@", ":wrong@");
    assertEquals("28P01", assertThrows(SQLException.class, () -> connect(postgres)).getSQLState());
    var redis = services.redisUrl().replaceFirst(":[^:@]+@", ":wrong@");
    assertThrows(RuntimeException.class, () -> RedisClient.create(URI.create(redis)).ping());
  }

  @Test
  void theSecretsAreForTheOwnerOnly() throws Exception {
    var data = shared.resolve("running");
    for (var secret : List.of("secrets.json", "redis/redis.conf", "postgres.log", "redis.log")) {
      var permissions = Files.getPosixFilePermissions(data.resolve(secret));
      assertEquals("rw-------", PosixFilePermissions.toString(permissions), secret);
    }
    assertTrue(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(data)).startsWith("rwx-----"));
    assertEquals(43, services.secret().length());
  }

  @Test
  void aDirectoryServesOnlyOneAtATime() throws Exception {
    var refusal = refusal(shared.resolve("running"));
    assertTrue(refusal.contains("already running (pid " + ProcessHandle.current().pid() + ")"));
    assertTrue(pid(shared.resolve("running"), "postgres/data/postmaster.pid").isAlive());
  }

  @Test
  void rowsAndKeysSurviveARestartAndSoDoTheSecrets(
      @TempDir(factory = PassableDirectory.class) Path data) throws SQLException {
    var first = start(data);
    try (first;
        var connection = connect(first.postgresUrl());
        var redis = RedisClient.create(URI.create(first.redisUrl()))) {
      run(connection, "CREATE TABLE kept AS SELECT 'row' AS what");
      redis.set("kept", "key");
    }
    try (var second = start(data);
        var connection = connect(second.postgresUrl());
        var redis = RedisClient.create(URI.create(second.redisUrl()))) {
      assertEquals("row", ask(connection, "SELECT what FROM kept"));
      assertEquals("key", redis.get("kept"));
      assertEquals(first.secret(), second.secret());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCtrlCAtTheTerminalDoesNotReachTheServices() throws Exception {
    var ours = processGroup(ProcessHandle.current());
    var data = shared.resolve("running");
    assertNotEquals(ours, processGroup(pid(data, "postgres/data/postmaster.pid")));
    assertNotEquals(ours, processGroup(pid(data, "redis/redis.pid")));
  }

  @Test
  void theAnnouncementToOtherProcessesGoesWithTheServices(
      @TempDir(factory = PassableDirectory.class) Path data) {
    try (var announced = start(data)) {
      new RunningServices(
              ProcessHandle.current().pid(),
              announced.postgresUrl(),
              announced.redisUrl(),
              announced.secret(),
              Optional.empty(),
              Optional.empty())
          .write(data);
      assertTrue(RunningServices.read(data).isPresent());
    }
    assertEquals(Optional.empty(), RunningServices.read(data));
  }

  @Test
  void aTakenPortIsLeftAloneAndTheOtherOneIsSaid(
      @TempDir(factory = PassableDirectory.class) Path data) throws Exception {
    var said = Collections.synchronizedList(new ArrayList<String>());
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var wanted = taken.getLocalPort();
      try (var other =
          EmbeddedServices.start(data, PROGRAMS, new Ports(wanted, wanted), said::add)) {
        var postgres = URI.create(other.postgresUrl()).getPort();
        var redis = URI.create(other.redisUrl()).getPort();
        assertTrue(
            said.contains("PostgreSQL: port %d is taken, using %d".formatted(wanted, postgres)),
            said::toString);
        assertTrue(
            said.contains("Redis: port %d is taken, using %d".formatted(wanted, redis)),
            said::toString);
        assertNotEquals(wanted, postgres);
      }
    }
  }

  @Test
  void aForeignDirectoryIsRefusedAndNotTouched(
      @TempDir(factory = PassableDirectory.class) Path foreign) throws Exception {
    Files.writeString(foreign.resolve("thesis.txt"), "mine");
    var refusal = refusal(foreign);
    assertTrue(refusal.contains("holds files that are not Principia's"));
    try (var files = Files.list(foreign)) {
      assertEquals(List.of(foreign.resolve("thesis.txt")), files.toList());
    }
  }

  @Test
  void aPlainFileIsRefused(@TempDir(factory = PassableDirectory.class) Path folder)
      throws Exception {
    var file = Files.createFile(folder.resolve("file"));
    assertTrue(refusal(file).contains("is not a directory"));
  }

  @Test
  void dataOfAnotherMajorVersionIsRefused(@TempDir(factory = PassableDirectory.class) Path data)
      throws Exception {
    DataDirectory.claim(data);
    Files.createDirectories(data.resolve("postgres/data"));
    Files.writeString(data.resolve("postgres/data/PG_VERSION"), "16\n");
    var refusal = refusal(data);
    assertTrue(refusal.contains("was written by PostgreSQL 16, and this is PostgreSQL 17"));
  }

  @Test
  void dataWithoutItsSecretsIsRefusedRatherThanGivenNewOnes(
      @TempDir(factory = PassableDirectory.class) Path data) throws Exception {
    DataDirectory.claim(data);
    Files.createDirectories(data.resolve("postgres/data"));
    Files.writeString(data.resolve("postgres/data/PG_VERSION"), "17\n");
    var refusal = refusal(data);
    assertTrue(refusal.contains("secrets.json is missing"));
    assertFalse(Files.exists(data.resolve("secrets.json")));
  }

  @Test
  void aDatabaseThatCannotStartSaysWhyAtOnceAndLeavesNothingRunning(
      @TempDir(factory = PassableDirectory.class) Path data) throws Exception {
    DataDirectory.claim(data);
    Secrets.of(data, true);
    Files.createDirectories(data.resolve("postgres/data"), PrivateFile.DIRECTORY);
    Files.writeString(data.resolve("postgres/data/PG_VERSION"), "17\n");
    var refusal = refusal(data);
    assertTrue(refusal.contains("ended with status"), refusal);
    assertTrue(refusal.contains("could not access the server configuration file"), refusal);
    assertFalse(Files.exists(data.resolve("redis/redis.pid")));
    DirectoryLock.take(data.toRealPath()).close();
  }

  @Test
  void aKilledProcessTakesItsServicesAlongAndTheDirectoryStaysUsable(
      @TempDir(factory = PassableDirectory.class) Path data) throws Exception {
    var killed = startElsewhere(data);
    try (var connection = connect(killed.inputReader().readLine())) {
      run(connection, "CREATE TABLE kept AS SELECT 'row' AS what");
    }
    var children = List.of(pid(data, "postgres/data/postmaster.pid"), pid(data, "redis/redis.pid"));
    assertTrue(children.stream().allMatch(ProcessHandle::isAlive));
    killed.destroyForcibly().waitFor();
    try (var next = start(data);
        var connection = connect(next.postgresUrl())) {
      assertEquals("row", ask(connection, "SELECT what FROM kept"));
    }
    for (var child : children) {
      child.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static EmbeddedServices start(Path data) {
    return EmbeddedServices.start(data, PROGRAMS, Ports.FREE, line -> {});
  }

  private static String refusal(Path data) {
    return String.valueOf(assertThrows(EmbeddedFailure.class, () -> start(data)).getMessage());
  }

  private static Process startElsewhere(Path data) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var main = EmbeddedMain.class.getName();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            main,
            data.toString(),
            PROGRAMS.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle pid(Path data, String file) throws IOException {
    var pid = Files.readAllLines(data.resolve(file)).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /// The fields of `/proc/<pid>/stat` after the name: state, parent, process group.
  private static String processGroup(ProcessHandle process) throws IOException {
    var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).get(2);
  }

  private static Connection connect(String url) throws SQLException {
    var parts = URI.create(url);
    var user = parts.getUserInfo().split(":", 2);
    var jdbc = "jdbc:postgresql://127.0.0.1:" + parts.getPort() + parts.getPath();
    return DriverManager.getConnection(jdbc, user[0], user[1]);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }
}
