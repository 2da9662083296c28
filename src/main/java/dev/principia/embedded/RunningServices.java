package dev.principia.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a running `principia up` tells other processes of the same user, in `services.json` of its
/// data directory, so that a second server can join its services.
///
/// @param pid the process that holds the services
/// @param secret the application secret that all processes on these services share
/// @param url where the API is served, once it is
/// @param managementUrl where health and metrics are served, once they are
public record RunningServices(
    long pid,
    String postgresUrl,
    String redisUrl,
    String secret,
    Optional<String> url,
    Optional<String> managementUrl) {

  /// Empty when nothing runs on this directory: there is no file, or the process that wrote it is
  /// gone.
  public static Optional<RunningServices> read(Path data) {
    try {
      return file(data).read().flatMap(RunningServices::parse).filter(RunningServices::alive);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces the file at once; only its owner may read it.
  public void write(Path data) {
    var json = PrivateFile.object().put("pid", pid).put("postgresUrl", postgresUrl);
    json.put("redisUrl", redisUrl).put("secret", secret);
    url.ifPresent(value -> json.put("url", value));
    managementUrl.ifPresent(value -> json.put("managementUrl", value));
    try {
      file(data).write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Does nothing when there is no file.
  public static void delete(Path data) {
    try {
      Files.deleteIfExists(file(data).path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without the secrets, because this may end up in a log.
  @Override
  public String toString() {
    return "RunningServices[pid=" + pid + ", url=" + url + ", managementUrl=" + managementUrl + "]";
  }

  private static PrivateFile file(Path data) {
    return new PrivateFile(data.resolve("services.json"));
  }

  private static Optional<RunningServices> parse(JsonNode json) {
    if (!json.path("pid").isIntegralNumber()) {
      return Optional.empty();
    }
    return Optional.of(
        new RunningServices(
            json.path("pid").asLong(),
            json.path("postgresUrl").asText(),
            json.path("redisUrl").asText(),
            json.path("secret").asText(),
            text(json, "url"),
            text(json, "managementUrl")));
  }

  private static Optional<String> text(JsonNode json, String member) {
    return Optional.of(json.path(member).asText()).filter(value -> !value.isEmpty());
  }

  private boolean alive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
