package dev.principia.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The directory of `--data`: everything that must survive a restart is below it.
record DataDirectory(Path path) {
  private static final int FORMAT = 1;
  private static final long ROOM_TO_CREATE = 200L << 20;
  private static final long ROOM_TO_START = 32L << 20;

  /// Makes the directory, or finds it to be ours and fit; never touches somebody else's files.
  static DataDirectory claim(Path wanted) throws IOException {
    if (Files.exists(wanted) && !Files.isDirectory(wanted)) {
      throw new EmbeddedFailure(wanted + " is not a directory: choose another --data directory.");
    }
    create(wanted.toAbsolutePath());
    var directory = new DataDirectory(wanted.toRealPath());
    directory.checkWritable();
    directory.checkOwn();
    directory.checkRoom();
    return directory;
  }

  private static void create(Path wanted) throws IOException {
    if (!Files.exists(wanted)) {
      Files.createDirectories(Optional.ofNullable(wanted.getParent()).orElse(wanted));
      Files.createDirectory(wanted, PrivateFile.DIRECTORY);
    }
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  Path redis() {
    return path.resolve("redis");
  }

  private void checkWritable() {
    if (!Files.isWritable(path) || !Files.isExecutable(path)) {
      throw new EmbeddedFailure(
          "The user %s may not write to %s: change its owner or choose another --data directory."
              .formatted(System.getProperty("user.name"), path));
    }
  }

  private void checkOwn() throws IOException {
    var marker = new PrivateFile(path.resolve("principia.json"));
    var found = marker.read();
    if (found.isEmpty()) {
      refuseForeign();
      marker.write(PrivateFile.object().put("format", FORMAT));
    } else if (found.get().path("format").asInt() != FORMAT) {
      throw new EmbeddedFailure(
          "%s was written by another version of Principia (format %s, this one knows %d): start that version."
              .formatted(path, found.get().path("format"), FORMAT));
    }
  }

  private void refuseForeign() throws IOException {
    try (var files = Files.list(path)) {
      if (files.findAny().isPresent()) {
        throw new EmbeddedFailure(
            path
                + " holds files that are not Principia's: choose an empty or a new --data"
                + " directory.");
      }
    }
  }

  private void checkRoom() throws IOException {
    var needed = Files.exists(postgres()) ? ROOM_TO_START : ROOM_TO_CREATE;
    var free = Files.getFileStore(path).getUsableSpace();
    if (free < needed) {
      throw new EmbeddedFailure(
          "Only %d MB are free on the disk of %s, and %d MB are needed: free some space and start again."
              .formatted(free >> 20, path, needed >> 20));
    }
  }
}
