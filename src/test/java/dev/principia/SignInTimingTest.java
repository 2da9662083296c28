package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether a stranger learns from an answer, or from the time that it takes, that an address has an
/// account. Both ways to fail are tried in a shuffled order, so that whatever else slows the
/// machine down meets both.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class SignInTimingTest {
  private static final int WARM_UP = 5;

  /// Of the z of a rank test: noise alone is beyond it once in 1,000 runs.
  private static final double SIGNIFICANT = 3.29;

  /// A hash that is not computed is nearly all of the time.
  private static final double LARGE = 0.25;

  private final Api api;

  SignInTimingTest(Server server) {
    this.api = server.api();
  }

  /// What both kinds of failure took, in milliseconds.
  private record Times(List<Double> unknown, List<Double> wrong) {
    double difference() {
      return median(wrong) - median(unknown);
    }

    private static double median(List<Double> times) {
      return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    /// The z of Mann and Whitney's rank sum test: how far the order of all times is from chance.
    double z() {
      double above = 0;
      for (double one : wrong) {
        for (double other : unknown) {
          above += one > other ? 1 : one == other ? 0.5 : 0;
        }
      }
      double pairs = (double) wrong.size() * unknown.size();
      return (above - pairs / 2) / Math.sqrt(pairs * (wrong.size() + unknown.size() + 1) / 12);
    }

    @Override
    public String toString() {
      return "unknown %.1f ms, wrong %.1f ms, difference %.2f ms, z %.2f"
          .formatted(median(unknown), median(wrong), difference(), z());
    }
  }

  @Test
  @Proves("5.9")
  void anUnknownAddressIsRefusedLikeAWrongPasswordAndNotFaster() {
    Times times = tries(20);
    boolean large = Math.abs(times.difference()) > LARGE * Times.median(times.wrong());
    assertTrue(!large || Math.abs(times.z()) < SIGNIFICANT, times::toString);
  }

  @Test
  @Tag("drill")
  @Proves("5.9")
  void twoHundredTriesShowNoSignificantDifference() {
    Times times = tries(100);
    System.out.println("sign-in that fails: " + times);
    assertTrue(Math.abs(times.z()) < SIGNIFICANT, times::toString);
  }

  private Times tries(int pairs) {
    String email = Person.signedUp(api).email();
    for (int i = 0; i < WARM_UP; i++) {
      refused(email);
      refused(AccountsApiTest.freshEmail());
    }
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    Map<String, String> answer = answer(refused(email));
    List<Boolean> order = new ArrayList<>(Collections.nCopies(pairs, true));
    order.addAll(Collections.nCopies(pairs, false));
    Collections.shuffle(order, new Random());
    for (boolean known : order) {
      String address = known ? email : AccountsApiTest.freshEmail();
      long start = System.nanoTime();
      Api.Answer refused = refused(address);
      (known ? times.wrong() : times.unknown()).add((System.nanoTime() - start) / 1e6);
      assertEquals(answer, answer(refused));
    }
    return times;
  }

  private Api.Answer refused(String email) {
    return Person.signIn(api, email, "not the password").problem(401, "bad-credentials");
  }

  /// All that an answer tells but its request's id, its time and its durations.
  private static Map<String, String> answer(Api.Answer answer) {
    Map<String, String> told = new TreeMap<>();
    answer
        .response()
        .headers()
        .map()
        .forEach((name, values) -> told.put(name, values.toString().replaceAll("dur=[0-9.]+", "")));
    told.keySet().removeAll(List.of("x-request-id", "date"));
    JsonObject body = answer.json();
    told.put(
        "body",
        body.fieldNames().stream()
            .filter(name -> !name.equals("requestId"))
            .map(name -> name + '=' + body.getValue(name))
            .collect(Collectors.joining(" ")));
    told.put("status", Integer.toString(answer.status()));
    return told;
  }
}
