package dev.principia.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The passwords of one data directory, made on its first start and kept in `secrets.json`. All are
/// 32 random bytes in base64url: safe inside a URL, an SQL literal and a configuration file.
///
/// @param superuser the password of PostgreSQL's `postgres`, which only this package uses
/// @param application what the application signs and encrypts with
record Secrets(String superuser, String postgres, String redis, String application) {

  /// @param mayCreate false when there is data already, which new passwords would not open
  static Secrets of(Path data, boolean mayCreate) throws IOException {
    var file = new PrivateFile(data.resolve("secrets.json"));
    var found = file.read();
    if (found.isPresent()) {
      return parse(file.path(), found.get());
    }
    if (!mayCreate) {
      throw new EmbeddedFailure(
          file.path()
              + " is missing, and the database there can't be opened without it: restore that file,"
              + " or choose another --data directory.");
    }
    var fresh = new Secrets(random(), random(), random(), random());
    file.write(fresh.json());
    return fresh;
  }

  /// Nothing that could end up in a log.
  @Override
  public String toString() {
    return "Secrets";
  }

  private static Secrets parse(Path file, JsonNode json) {
    return new Secrets(
        member(file, json, "superuser"),
        member(file, json, "postgres"),
        member(file, json, "redis"),
        member(file, json, "application"));
  }

  private static String member(Path file, JsonNode json, String name) {
    var value = json.path(name).asText();
    if (!value.matches("[A-Za-z0-9_-]{43}")) {
      throw new EmbeddedFailure(file + " is damaged (\"" + name + "\"): restore it from a backup.");
    }
    return value;
  }

  private JsonNode json() {
    return PrivateFile.object()
        .put("superuser", superuser)
        .put("postgres", postgres)
        .put("redis", redis)
        .put("application", application);
  }

  private static String random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
