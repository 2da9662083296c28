package dev.principia.loadtest;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.List;

/// What a run was told: whom to load, and how much.
///
/// @param baseUrl the server's address, without a slash at its end
/// @param rate users that arrive in a second
/// @param duration how long they arrive at that rate, after the ramp
/// @param server which server answers, for the report's readers
record Plan(String baseUrl, double rate, Duration duration, String server) {
  Plan {
    if (!(rate > 0) || duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("rate and duration must be positive");
    }
  }

  /// Reads the system properties that `pom.xml` hands on.
  static Plan told() {
    return new Plan(
        property("baseUrl"),
        Double.parseDouble(property("rate")),
        Duration.ofSeconds(Long.parseLong(property("duration"))),
        property("server"));
  }

  /// A ramp of a fifth of the duration, so that connections and compiled code are there, then the
  /// rate.
  ///
  /// Arrivals are spread at random within each step, as visitors' are.
  ///
  /// @param share of the users who come
  OpenInjectionStep[] arrivals(double share) {
    var ramp = Duration.ofSeconds(Math.max(1, duration.toSeconds() / 5));
    return List.<OpenInjectionStep>of(
            rampUsersPerSec(0).to(rate * share).during(ramp).randomized(),
            constantUsersPerSec(rate * share).during(duration).randomized())
        .toArray(OpenInjectionStep[]::new);
  }

  private static String property(String name) {
    var value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("-D" + name + " is missing");
    }
    return value;
  }
}
