package dev.principia.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the figures depend on besides the arm.
final class Environment {
  private Environment() {}

  static Map<String, String> here(Place place, Cores cores) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("program", place.built());
    facts.put(
        "JVM", System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"));
    facts.put("JVM flags", String.join(" ", ServerProcess.FLAGS));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("processor", first("/proc/cpuinfo", "model name"));
    facts.put("memory", first("/proc/meminfo", "MemTotal"));
    facts.put(
        "cores",
        cores.pinned()
            ? "server on 0 alone; generator, PostgreSQL, Redis and stub on 1"
            : "NOT PINNED: server and client share cores");
    facts.put(
        "settings of all arms",
        "loops=1 lab=on rate-limits=off log-format=json, cache=off unless the scenario says"
            + " otherwise, roles=web, 8 connections to PostgreSQL in all, one of which asks whether"
            + " it is there");
    return facts;
  }

  private static String first(String file, String key) {
    try {
      return Files.readString(Path.of(file))
          .lines()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
