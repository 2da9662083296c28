package dev.principia.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.MovableClock;
import dev.principia.Proves;
import dev.principia.cache.Limits;
import dev.principia.contract.Limiter;
import dev.principia.contract.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignInThrottleRulesTest {
  private static final String HOME = "192.0.2.1";
  private static final String ELSEWHERE = "198.51.100.7";
  private static final String ADA = "ada@example.org";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-21T09:00:00Z"));
  private final List<String> exhausted = new ArrayList<>();
  private final SignInThrottle throttle =
      new SignInThrottle(new Limits(clock), clock, exhausted::add);

  @Test
  @Proves("5.10")
  void theWaitDoublesWithEveryFailureUpToFiveMinutes() {
    List<Integer> waits = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      waits.add(failPatiently());
    }
    assertEquals(List.of(0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300), waits);
  }

  @Test
  void aTryThatHasToWaitDoesNotLengthenTheWait() {
    for (int i = 0; i < 9; i++) {
      failPatiently();
    }
    for (int left = 16; left > 0; left--) {
      assertEquals(left, begin(HOME, ADA, false));
      clock.move(Duration.ofSeconds(1));
    }
    assertEquals(0, begin(HOME, ADA, false));
  }

  @Test
  void manyTriesAtOnceAreNoWayAroundTheWait() {
    for (int i = 0; i < SignInDelays.FREE; i++) {
      assertEquals(0, begin(HOME, ADA, false));
    }
    assertEquals(1, begin(HOME, ADA, false));
  }

  @Test
  void afterASuccessOrAQuarterOfAnHourAllIsForgiven() {
    failFreely();
    clock.move(Duration.ofMinutes(1));
    assertEquals(0, begin(HOME, ADA, false));
    throttle.succeeded(HOME, ADA);
    failFreely();
    clock.move(SignInDelays.FORGOTTEN);
    failFreely();
  }

  private void failFreely() {
    for (int i = 0; i < SignInDelays.FREE; i++) {
      assertEquals(0, fail(HOME, ADA));
    }
    assertEquals(1, begin(HOME, ADA, false));
  }

  @Test
  @Proves("5.10")
  @Proves("22.7")
  void whatStrangersDoElsewhereNeverKeepsTheOwnerOut() {
    for (int i = 0; i < 2_000; i++) {
      fail("198.51.100." + i % 200, ADA);
      fail("198.51.100." + i % 200, "other-" + i + "@example.org");
    }
    assertTrue(begin(HOME, "new@example.org", false) > 0, "the budget of all is used up");
    assertEquals(0, begin(HOME, ADA, true));
    assertTrue(exhausted.contains("sign-in all"), "told");
  }

  @Test
  @Proves("5.10")
  void anAddressThatTriesManyAccountsIsStoppedAndOthersAreNot() {
    for (int i = 0; i < 30; i++) {
      assertEquals(0, fail(ELSEWHERE, "other-" + i + "@example.org"));
    }
    assertEquals(60, begin(ELSEWHERE, ADA, false));
    assertEquals(0, begin(HOME, ADA, false));
    clock.move(Duration.ofMinutes(1));
    assertEquals(0, begin(ELSEWHERE, ADA, false));
  }

  @Test
  void withoutLimitsThereIsNoWait() {
    SignInThrottle off = new SignInThrottle(Limiter.NONE, clock, exhausted::add);
    for (int i = 0; i < 100; i++) {
      off.begin(HOME, ADA, false);
      off.failed(HOME, ADA, "a request");
    }
  }

  /// A try that fails as soon as it may begin; how many seconds it had to wait.
  private int failPatiently() {
    int waited = 0;
    for (int more = fail(HOME, ADA); more > 0; more = fail(HOME, ADA)) {
      clock.move(Duration.ofSeconds(more));
      waited += more;
    }
    return waited;
  }

  private int fail(String peer, String email) {
    int refused = begin(peer, email, false);
    if (refused == 0) {
      throttle.failed(peer, email, "a request");
    }
    return refused;
  }

  /// For how many seconds a try is refused; 0 when it has begun.
  private int begin(String peer, String email, boolean known) {
    try {
      throttle.begin(peer, email, known);
      return 0;
    } catch (Problem refused) {
      return refused.reply("/", "a request").headers().stream()
          .filter(header -> header.getKey().equals("Retry-After"))
          .mapToInt(header -> Integer.parseInt(header.getValue()))
          .findFirst()
          .orElseThrow();
    }
  }
}
