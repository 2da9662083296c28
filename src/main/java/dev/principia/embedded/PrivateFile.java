package dev.principia.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A small JSON file that only its owner may read and that is always whole: a reader sees the old
/// text or the new one.
public record PrivateFile(Path path) {
  static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = permissions("rwx------");
  static final FileAttribute<Set<PosixFilePermission>> FILE = permissions("rw-------");

  private static final ObjectMapper JSON = new ObjectMapper();

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Empty when there is no such file.
  public Optional<JsonNode> read() throws IOException {
    try {
      return Optional.of(JSON.readTree(Files.readString(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Makes the file's folder, too, when there is none.
  public void write(JsonNode content) throws IOException {
    var folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
    Files.createDirectories(folder, DIRECTORY);
    var whole = Files.createTempFile(folder, "." + path.getFileName(), "", FILE);
    try {
      Files.writeString(whole, content.toPrettyString() + "\n");
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
