package dev.principia;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Writes `target/evidence.json`: which lines of the lessons were shown by tests that passed. A
/// test that failed once, on any server, shows nothing.
public final class EvidenceListener implements TestExecutionListener {
  private record Passed(String line, String test) {}

  private final List<Passed> passed = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .ifPresent(method -> record(method, result));
  }

  private void record(MethodSource method, TestExecutionResult result) {
    String name = method.getClassName() + "#" + method.getMethodName();
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      failed.add(name);
      return;
    }
    Stream.of(method.getJavaMethod(), method.getJavaClass())
        .flatMap(each -> AnnotationSupport.findRepeatableAnnotations(each, Proves.class).stream())
        .forEach(proves -> passed.add(new Passed(proves.value(), name)));
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    Map<String, Set<String>> lines = new TreeMap<>();
    for (Passed each : passed) {
      if (!failed.contains(each.test())) {
        lines.computeIfAbsent(each.line(), line -> new TreeSet<>()).add(each.test());
      }
    }
    JsonObject json = new JsonObject();
    lines.forEach((line, tests) -> json.put(line, new JsonArray(List.copyOf(tests))));
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(Path.of("target/evidence.json"), json.encodePrettily() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
