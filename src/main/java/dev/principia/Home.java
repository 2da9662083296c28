package dev.principia;

import dev.principia.embedded.RunningServices;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The directory in which `principia up` keeps everything, and what runs there.
final class Home {
  private Home() {}

  /// The sources and, weaker than them, the place of the data.
  static Sources withData(Sources sources) {
    return sources.with("default place", Map.of(Setting.DATA.key(), usual().toString()));
  }

  /// The sources and, weaker than them, the services that a running `principia up` has there: so a
  /// second process joins the first one's.
  static Sources withRunning(Sources sources) {
    withData(sources);
    Path data = data(sources);
    RunningServices.read(data)
        .ifPresent(
            up ->
                sources.with(
                    data.resolve("services.json").toString(),
                    services(up.postgresUrl(), up.redisUrl(), up.secret())));
    return sources;
  }

  static Map<String, String> services(String postgres, String redis, String secret) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(Setting.POSTGRES_URL.key(), postgres);
    values.put(Setting.REDIS_URL.key(), redis);
    values.put(Setting.SECRET.key(), secret);
    return values;
  }

  static Path data(Sources sources) {
    return Path.of(sources.find(Setting.DATA).orElseThrow().value()).toAbsolutePath().normalize();
  }

  /// `.principia` beside the launcher: the jar is there itself, or in its `target`.
  private static Path usual() {
    try {
      Path code = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = Optional.ofNullable(code.getParent()).orElse(code);
      boolean built = folder.endsWith("target");
      Path home = built ? Optional.ofNullable(folder.getParent()).orElse(folder) : folder;
      return home.resolve(".principia");
    } catch (URISyntaxException e) {
      return Path.of(".principia");
    }
  }
}
