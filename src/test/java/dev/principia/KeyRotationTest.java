package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWT;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Both servers on one new database and by one clock, moved across the end of a signing key.
final class KeyRotationTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /// In this time both servers have looked for keys.
  private static final Duration LOOKED = Duration.ofMillis(1_500);

  private static final Duration SIGNS = Duration.ofDays(30);
  private static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(10);
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /// In whole seconds, as in tokens.
  private final Instant start = Instant.ofEpochSecond(Instant.now().getEpochSecond());

  private final MovableClock clock = new MovableClock(start);
  private final List<Issued> issued = new ArrayList<>();
  private String postgres = "";
  private List<App> apps = List.of();
  private String email = "";

  /// A token of this test.
  ///
  /// @param until when it expires
  private record Issued(String token, String key, Instant until) {}

  @BeforeEach
  void startBoth() {
    postgres = Services.shared().emptyDatabase();
    try (Database database =
        new Database(Services.shared().config(Map.of("postgres-url", postgres)))) {
      database.migrate();
    }
    apps = List.of(start(Server.EVENT_LOOP), start(Server.PLATFORM));
    email = AccountsApiTest.freshEmail();
    api(0).post(Api.V1 + "/accounts", AccountsApiTest.account(email)).is(201);
  }

  @AfterEach
  void stop() {
    apps.forEach(App::close);
  }

  @Test
  @Proves("5.3")
  void aKeyIsReplacedAndNoTokenIsRefusedMeanwhile() {
    clock.moveTo(start.plus(SIGNS).minus(PUBLISHED_BEFORE).minusSeconds(90));
    String old = signIn(0).key();
    assertEquals(Set.of(old), published(0));
    assertEquals(old, signIn(1).key());
    clock.moveTo(start.plus(SIGNS).minus(PUBLISHED_BEFORE));
    awaitBothPublish(2);
    String fresh = published(0).stream().filter(key -> !key.equals(old)).findFirst().orElseThrow();
    Instant signsFrom = clock.instant().plus(PUBLISHED_BEFORE);
    while (clock.instant().isBefore(signsFrom.minus(Duration.ofMinutes(1)))) {
      clock.move(Duration.ofMinutes(1));
      assertEquals(old, signIn(0).key(), "signs although hardly published");
      assertEquals(old, signIn(1).key(), "signs although hardly published");
      allAreGood();
    }
    clock.moveTo(signsFrom);
    awaitBothSignWith(fresh);
    assertTrue(issued.stream().anyMatch(each -> each.key().equals(old)));
    while (clock.instant().isBefore(signsFrom.plus(LIFETIME))) {
      assertEquals(Set.of(old, fresh), published(0));
      allAreGood();
      clock.move(Duration.ofMinutes(1));
    }
    clock.move(PUBLISHED_BEFORE);
    awaitBothPublish(1);
    assertEquals(Set.of(fresh), published(1));
  }

  @Test
  void aKeyThatStoppedLateVerifiesItsLastTokenNevertheless() {
    Instant late = start.plus(SIGNS).plus(Duration.ofMinutes(20));
    clock.moveTo(late);
    awaitBothPublish(2);
    clock.moveTo(late.plus(PUBLISHED_BEFORE).minusSeconds(1));
    Issued last = signIn(0);
    clock.moveTo(late.plus(PUBLISHED_BEFORE).plusSeconds(30));
    Until.within(SOON, "the new key", () -> !signIn(0).key().equals(last.key()));
    Until.within(SOON, "the new key", () -> !signIn(1).key().equals(last.key()));
    clock.moveTo(last.until().minusSeconds(1));
    long looked = System.nanoTime() + LOOKED.toNanos();
    while (System.nanoTime() < looked) {
      allAreGood();
    }
    assertFalse(issued.isEmpty());
  }

  private App start(Server server) {
    return server.on(Services.shared(), Map.of("postgres-url", postgres, "roles", "web"), clock);
  }

  private Api api(int server) {
    return Api.on(apps.get(server).port());
  }

  private Issued signIn(int server) {
    String token =
        Person.signIn(api(server), email, Person.PASSWORD).is(201).json().getString("accessToken");
    JsonObject parsed = JWT.parse(token);
    Instant until = Instant.ofEpochSecond(parsed.getJsonObject("payload").getLong("exp"));
    Issued one = new Issued(token, parsed.getJsonObject("header").getString("kid"), until);
    issued.add(one);
    return one;
  }

  private Set<String> published(int server) {
    return CoursesApiTest.objects(api(server).get("/.well-known/jwks.json").is(200).json(), "keys")
        .stream()
        .map(key -> key.getString("kid"))
        .collect(Collectors.toSet());
  }

  private void awaitBothPublish(int keys) {
    for (int server = 0; server < apps.size(); server++) {
      int each = server;
      Until.within(SOON, keys + " keys", () -> published(each).size() == keys);
    }
    assertEquals(published(0), published(1));
  }

  /// One signs with the new key before the other does: each knows the tokens of both all the time.
  private void awaitBothSignWith(String fresh) {
    for (int server = 0; server < apps.size(); server++) {
      int each = server;
      Until.within(
          SOON,
          "the new key signs",
          () -> {
            boolean signs = signIn(each).key().equals(fresh);
            allAreGood();
            return signs;
          });
    }
    assertNotEquals(issued.getFirst().key(), issued.getLast().key());
  }

  /// Every token that has not expired is taken by both servers.
  private void allAreGood() {
    issued.removeIf(each -> !clock.instant().isBefore(each.until()));
    for (Issued each : issued) {
      api(0).get(Person.ME, "Authorization", "Bearer " + each.token()).is(200);
      api(1).get(Person.ME, "Authorization", "Bearer " + each.token()).is(200);
    }
  }
}
