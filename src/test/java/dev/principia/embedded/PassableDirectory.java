package dev.principia.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Temporary directories that other users may pass: for root in a container without user
/// namespaces, PostgreSQL runs as nobody.
public final class PassableDirectory implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    var mode = PosixFilePermissions.fromString("rwx--x--x");
    return Files.setPosixFilePermissions(Files.createTempDirectory("principia"), mode);
  }
}
