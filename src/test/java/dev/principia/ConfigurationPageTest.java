package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages about settings say what the program does.
final class ConfigurationPageTest {
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("PRINCIPIA_CONFIG", "PRINCIPIA_JAVA_HOME", "PRINCIPIA_JVM_OPTS");

  @Test
  void theTableHasEverySettingAndNoOther() throws IOException {
    String table =
        Files.readAllLines(Path.of("docs/configuration.md")).stream()
            .filter(line -> line.startsWith("|"))
            .collect(Collectors.joining("\n"));
    assertEquals(table(), table);
  }

  @Test
  void theExampleHasEveryVariableWithItsMeaningAndDefault() throws IOException {
    String example = Files.readString(Path.of(".env.example"));
    String settings = example.substring(0, example.indexOf("# a properties file"));
    String expected =
        Arrays.stream(Setting.values())
            .map(ConfigurationPageTest::variable)
            .collect(Collectors.joining("\n"));
    assertEquals(
        expected, settings.substring(settings.indexOf("# ---- Principia\n\n") + 18).strip() + "\n");
  }

  @Test
  void theExampleHasEveryVariableOfTheComposeFileAndNoUnknownOne() throws IOException {
    Set<String> expected = new TreeSet<>(OF_THE_LAUNCHER);
    Arrays.stream(Setting.values()).map(Setting::environment).forEach(expected::add);
    expected.addAll(found("docker-compose.yml", "(?<!\\$)\\$\\{([A-Z_]+)"));
    assertEquals(expected, found(".env.example", "(?m)^#([A-Z_]+)="));
  }

  private static String table() {
    return Stream.concat(
            Stream.of("| key | environment | default | meaning |", "| --- | --- | --- | --- |"),
            Arrays.stream(Setting.values()).map(ConfigurationPageTest::row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(Setting setting) {
    String fallback = setting.fallback().map(value -> "`" + value + "`").orElse("-");
    return "| `%s` | `%s` | %s | %s |"
        .formatted(setting.key(), setting.environment(), fallback, setting.meaning());
  }

  private static String variable(Setting setting) {
    return "# %s\n#%s=%s\n"
        .formatted(setting.meaning(), setting.environment(), setting.fallback().orElse(""));
  }

  private static Set<String> found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
