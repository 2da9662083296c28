package dev.principia.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Another generator, where it is installed: it says whether ours sees what others see.
///
/// @param answers how many it got
/// @param p50 of its times, in ms
record H2load(long answers, double p50) {
  private static final Path PROGRAM = Path.of("/usr/bin/h2load");

  static boolean isHere() {
    return Files.isExecutable(PROGRAM);
  }

  /// Asks a server at a rate.
  ///
  /// @param log where it may keep its times
  static H2load ask(int port, String path, double perSecond, int seconds, Path log)
      throws IOException {
    Files.deleteIfExists(log);
    boolean done =
        Cores.run(
            PROGRAM.toString(),
            "--h1",
            "--threads=1",
            "--clients=1",
            "--rps=" + Math.round(perSecond),
            "--duration=" + seconds,
            "--log-file=" + log,
            "--header=Accept: application/json",
            Place.url(port, path).toString());
    if (!done) {
      throw new IOException("h2load has failed");
    }
    List<Long> micros =
        Files.readAllLines(log).stream()
            .map(line -> line.split("\t", -1))
            .filter(words -> words[1].equals("200"))
            .map(words -> Long.valueOf(words[2]))
            .sorted()
            .toList();
    Files.delete(log);
    if (micros.isEmpty()) {
      throw new IOException("h2load got no good answer");
    }
    return new H2load(micros.size(), micros.get(micros.size() / 2) / 1e3);
  }
}
