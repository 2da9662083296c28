package dev.principia.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningServicesTest {
  @TempDir Path data;

  @Test
  void whatWasWrittenIsRead() {
    var services = services(ProcessHandle.current().pid(), Optional.of("http://127.0.0.1:8080"));
    services.write(data);
    assertEquals(Optional.of(services), RunningServices.read(data));
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    services(1, Optional.empty()).write(data);
    services(2, Optional.empty()).write(data);
    var permissions = Files.getPosixFilePermissions(data.resolve("services.json"));
    assertEquals("rw-------", PosixFilePermissions.toString(permissions));
  }

  @Test
  void thereIsNoneInAnEmptyOrMissingDirectory() {
    assertEquals(Optional.empty(), RunningServices.read(data));
    assertEquals(Optional.empty(), RunningServices.read(data.resolve("missing")));
  }

  @Test
  void theFileOfADeadProcessDoesNotCount() throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    services(dead.pid(), Optional.empty()).write(data);
    assertEquals(Optional.empty(), RunningServices.read(data));
  }

  @Test
  void aDamagedFileDoesNotCount() throws Exception {
    Files.writeString(data.resolve("services.json"), "{\"pid\":");
    assertEquals(Optional.empty(), RunningServices.read(data));
    Files.writeString(data.resolve("services.json"), "");
    assertEquals(Optional.empty(), RunningServices.read(data));
  }

  @Test
  void deletedIsGone() {
    services(ProcessHandle.current().pid(), Optional.empty()).write(data);
    RunningServices.delete(data);
    RunningServices.delete(data);
    assertEquals(Optional.empty(), RunningServices.read(data));
  }

  private static RunningServices services(long pid, Optional<String> url) {
    return new RunningServices(
        pid, "postgresql://p@127.0.0.1/p", "redis://:r@127.0.0.1/0", "s", url, Optional.empty());
  }
}
