package dev.principia.lab.run;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The meters of a server at one moment, by name and labels as they stand in `/metrics`.
record Metrics(Map<String, Double> values) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static Metrics of(int managementPort) throws IOException, InterruptedException {
    String text =
        HTTP.send(
                HttpRequest.newBuilder(Place.url(managementPort, "/metrics"))
                    .timeout(PATIENCE)
                    .build(),
                BodyHandlers.ofString())
            .body();
    Map<String, Double> values = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        values.put(line.substring(0, space), number(line.substring(space + 1)));
      }
    }
    return new Metrics(values);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private List<Double> all(String name) {
    return values.entrySet().stream()
        .filter(each -> each.getKey().equals(name) || each.getKey().startsWith(name + "{"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// All meters of that name together, whatever their labels.
  double sum(String name) {
    return all(name).stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Those with that label.
  double sum(String name, String label) {
    return values.entrySet().stream()
        .filter(each -> each.getKey().startsWith(name + "{") && each.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /// How many meters of that name there are.
  int count(String name) {
    return all(name).size();
  }

  double at(String nameAndLabels) {
    return values.getOrDefault(nameAndLabels, 0.0);
  }
}
