package dev.principia;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The settings that have a flag of their own, and `--set` for all others.
final class Flags {
  @Option(names = "--server", paramLabel = "KIND", description = "event-loop or blocking")
  private @Nullable String server;

  @Option(names = "--threads", paramLabel = "KIND", description = "platform or virtual (blocking)")
  private @Nullable String threads;

  @Option(names = "--roles", paramLabel = "ROLES", description = "web, worker or web,worker")
  private @Nullable String roles;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "address to listen on")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "port of the application")
  private @Nullable String port;

  @Option(names = "--management-port", paramLabel = "PORT", description = "port of the probes")
  private @Nullable String managementPort;

  @Option(names = "--data", paramLabel = "DIR", description = "directory of `principia up`")
  private @Nullable String data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "any setting, by its name in `principia config`")
  private Map<String, String> others = new LinkedHashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "a properties file with settings")
  private @Nullable Path file;

  /// All sources of settings of this process.
  Sources sources() {
    Map<String, String> flags = new LinkedHashMap<>(others);
    put(flags, Setting.SERVER, server);
    put(flags, Setting.THREADS, threads);
    put(flags, Setting.ROLES, roles);
    put(flags, Setting.HOST, host);
    put(flags, Setting.PORT, port);
    put(flags, Setting.MANAGEMENT_PORT, managementPort);
    put(flags, Setting.DATA, data);
    Map<String, String> environment = System.getenv();
    Optional<Path> named =
        Optional.ofNullable(file)
            .or(() -> Sources.given(environment, "PRINCIPIA_CONFIG").map(Path::of));
    return new Sources(flags, environment, named);
  }

  private static void put(Map<String, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting.key(), value);
    }
  }
}
