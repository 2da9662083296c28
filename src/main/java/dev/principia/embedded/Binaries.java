package dev.principia.embedded;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/// The programs of the class path, unpacked once into a directory. Several processes may share it.
record Binaries(Path home) {
  /// PostgreSQL may run as another user than we.
  private static final Set<PosixFilePermission> EVERYBODY =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private static final String WORK = ".unpacking-";

  /// Folders that the archive does not name get their mode from the umask.
  private static final String UNTAR = "umask 022; exec tar -x -o -f - -C \"$0\"";

  private interface Unpacking {
    void into(Path directory) throws IOException;
  }

  /// The installation of PostgreSQL: `bin`, `lib` and `share` are in it.
  Path postgres() throws IOException {
    var packed = find("PostgreSQL", Machine.here().postgres());
    return unpacked(packed, directory -> untar(packed, directory));
  }

  /// The bundled redis-server.
  Path redis() throws IOException {
    var packed = find("Redis", Machine.here().redis());
    return unpacked(packed, directory -> copy(packed, directory.resolve("redis-server")))
        .resolve("redis-server");
  }

  private static URL find(String server, List<String> names) {
    return names.stream()
        .map(name -> Binaries.class.getResource("/" + name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new EmbeddedFailure(
                    "This build has no %s for %s: run your own and give Principia its URL."
                        .formatted(server, Machine.here())));
  }

  /// Unpacks beside and renames, so that a directory with the final name is always complete. The
  /// size in the name tells one version from the next.
  private Path unpacked(URL packed, Unpacking unpacking) throws IOException {
    var file = packed.getPath().substring(packed.getPath().lastIndexOf('/') + 1);
    var target =
        home.resolve(
            file.replace(".txz", "") + "-" + packed.openConnection().getContentLengthLong());
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, EVERYBODY);
    deleteLeftovers();
    var work = Files.createTempDirectory(home, WORK);
    try {
      unpacking.into(work);
      Files.setPosixFilePermissions(work, EVERYBODY);
      Files.move(work, target);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another process was faster; its copy is as good.
    } finally {
      delete(work);
    }
    return target;
  }

  /// What a killed process left; younger ones may still be at work.
  private void deleteLeftovers() throws IOException {
    var anHourAgo = Instant.now().minus(Duration.ofHours(1));
    try (var leftovers = Files.newDirectoryStream(home, WORK + "*")) {
      for (var leftover : leftovers) {
        if (Files.getLastModifiedTime(leftover).toInstant().isBefore(anHourAgo)) {
          delete(leftover);
        }
      }
    }
  }

  /// Unpacking xz is Java's part, so that any tar will do; the two work side by side.
  private static void untar(URL packed, Path directory) throws IOException {
    var builder = new ProcessBuilder("/bin/sh", "-c", UNTAR, directory.toString());
    Command.plain(builder.environment());
    var tar = builder.redirectErrorStream(true).start();
    try (var tape = new XZInputStream(packed.openStream());
        var stdin = tar.getOutputStream()) {
      tape.transferTo(stdin);
    } catch (IOException e) {
      throw new IOException(said(tar) + " " + e.getMessage(), e);
    }
    var complaint = said(tar);
    if (tar.onExit().join().exitValue() != 0) {
      throw new IOException(complaint);
    }
  }

  private static String said(Process tar) throws IOException {
    return new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static void copy(URL packed, Path executable) throws IOException {
    try (var content = packed.openStream()) {
      Files.copy(content, executable);
    }
    Files.setPosixFilePermissions(executable, EVERYBODY);
  }

  /// Deletes a directory with all that is in it, if it is there.
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
