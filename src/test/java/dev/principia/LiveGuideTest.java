package dev.principia;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java client of `docs/live.md`, as somebody would copy it.
final class LiveGuideTest {
  private static final Duration SOON = Duration.ofSeconds(50);

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  void theClientOfTheGuideIsToldWhatHappens(@TempDir Path folder) throws IOException {
    Person ada = Person.signedUp(Server.EVENT_LOOP.api());
    Path source = Files.writeString(folder.resolve("Follow.java"), code());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString(),
                ada.api().url(),
                ada.session().getString("accessToken"),
                "account")
            .redirectErrorStream(true)
            .start();
    try {
      Thread.startVirtualThread(() -> read(process));
      awaitLine("\"type\":\"ack\"");
      ada.post("/courses", JsonObject.of("title", "Guide")).is(201);
      awaitLine("course.created");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String code() throws IOException {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/live.md")));
    block.find();
    return block.group(1);
  }

  private void read(Process process) {
    try (BufferedReader from = process.inputReader()) {
      from.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add(e.toString());
    }
  }

  private void awaitLine(String part) {
    Until.within(SOON, part + " in " + lines, () -> String.join("\n", lines).contains(part));
  }
}
