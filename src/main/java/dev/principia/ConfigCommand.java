package dev.principia;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows every setting, its value, and where the value comes from. Secrets are never shown.
@Command(
    name = "config",
    description = "Show every setting, its value and its source; check all of them.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "for programs")
  private boolean json;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  ConfigCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Sources sources = Home.withRunning(flags.sources());
    if (json) {
      JsonArray all = new JsonArray();
      for (Setting setting : Setting.values()) {
        all.add(json(setting, sources.find(setting)));
      }
      out.println(all.encodePrettily());
    } else {
      for (Setting setting : Setting.values()) {
        out.println(line(setting, sources.find(setting)));
      }
    }
    sources.warnings().forEach(spec.commandLine().getErr()::println);
    Config.read(sources);
    return 0;
  }

  private static String line(Setting setting, Optional<Sources.Found> found) {
    return "%-20s %-32s %-12s %s%n  %s"
        .formatted(
            setting.key(),
            found.map(value -> shown(setting, value)).orElse("-"),
            found.map(Sources.Found::source).orElse("not set"),
            setting.environment(),
            setting.meaning());
  }

  private static JsonObject json(Setting setting, Optional<Sources.Found> found) {
    JsonObject json =
        JsonObject.of(
            "key", setting.key(),
            "environment", setting.environment(),
            "meaning", setting.meaning());
    setting.fallback().ifPresent(value -> json.put("default", value));
    found.ifPresent(
        value -> json.put("value", shown(setting, value)).put("source", value.source()));
    return json;
  }

  private static String shown(Setting setting, Sources.Found found) {
    return setting.isSecret() ? "********" : found.value();
  }
}
