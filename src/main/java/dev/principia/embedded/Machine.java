package dev.principia.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Which of the binaries on the class path are for this machine.
///
/// @param os linux, darwin
/// @param arch amd64, arm64
record Machine(String os, String arch) {

  static Machine here() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch");
    return new Machine(
        os.startsWith("mac") ? "darwin" : os,
        arch.equals("aarch64") ? "arm64" : arch.replace("x86_64", "amd64"));
  }

  /// Names of the packed PostgreSQL, the best first.
  List<String> postgres() {
    var base = "postgres-" + os + "-" + (arch.equals("arm64") ? "arm_64" : "x86_64");
    return Files.exists(Path.of("/etc/alpine-release"))
        ? List.of(base + "-alpine_linux.txz", base + ".txz")
        : List.of(base + ".txz");
  }

  List<String> redis() {
    return switch (os + "-" + arch) {
      case "linux-amd64" -> List.of("redis-server-6.2.6-v5-linux-amd64");
      case "linux-arm64" -> List.of("redis-server-6.2.7-linux-arm64");
      case "darwin-amd64" -> List.of("redis-server-6.2.6-v5-darwin-amd64");
      case "darwin-arm64" -> List.of("redis-server-6.2.6-v5-darwin-arm64");
      default -> List.of();
    };
  }

  @Override
  public String toString() {
    return os + " on " + arch;
  }
}
