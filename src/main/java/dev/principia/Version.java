package dev.principia;

import dev.principia.db.Migrations;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What this program was built from.
final class Version {
  private Version() {}

  /// The answer of `/version`.
  static JsonObject json() {
    Properties built = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/version.properties")) {
      if (in != null) {
        built.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JsonObject.of(
        "version", built.getProperty("git.build.version", "unknown"),
        "commit", built.getProperty("git.commit.id.full", "unknown"),
        "builtAt", built.getProperty("git.build.time", "unknown"),
        "schema", Migrations.latest());
  }
}
