package dev.principia;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// What must never be logged is sent everywhere it can be sent, and then looked for in every line
/// of every logger.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class CanaryTest {
  private final Api api;

  CanaryTest(Server server) {
    this.api = server.api();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy());
    }
  }

  @Test
  void noPasswordTokenOrAddressIsEverLogged() {
    Logger ours = (Logger) LoggerFactory.getLogger("dev.principia");
    Logger access = (Logger) LoggerFactory.getLogger("access");
    Lines log = new Lines();
    log.start();
    List<Logger> loggers = List.of(ours, access);
    loggers.forEach(logger -> logger.addAppender(log));
    ours.setLevel(Level.DEBUG);
    access.setLevel(Level.INFO);
    try {
      List<String> canaries = sing();
      assertTrue(log.lines.size() >= 6, log.lines::toString);
      for (String canary : canaries) {
        assertFalse(log.lines.stream().anyMatch(line -> line.contains(canary)), canary);
      }
    } finally {
      loggers.forEach(logger -> logger.detachAppender(log));
      ours.setLevel(null);
      access.setLevel(Level.OFF);
    }
  }

  /// Sends secrets in bodies, headers and queries, rightly and wrongly, and names them.
  private List<String> sing() {
    String email = AccountsApiTest.freshEmail();
    String password = "canary " + UUID.randomUUID();
    JsonObject account = JsonObject.of("email", email, "password", password, "name", "Ada");
    api.post(Api.V1 + "/accounts", account).is(201);
    api.post(Api.V1 + "/accounts", account).is(409);
    api.post(Api.V1 + "/accounts", account.copy().put("colour", password)).is(422);
    JsonObject pair =
        api.post(Api.V1 + "/sessions", JsonObject.of("email", email, "password", password))
            .is(201)
            .json();
    api.post(Api.V1 + "/sessions", JsonObject.of("email", email, "password", password + "!"))
        .is(401);
    String access = pair.getString("accessToken");
    String refresh = pair.getString("refreshToken");
    api.get(Api.V1 + "/me", "Authorization", "Bearer " + access).is(200);
    api.get(Api.V1 + "/me", "Authorization", "Bearer " + access + "x").is(401);
    api.get(Api.V1 + "/courses?token=" + refresh).is(422);
    api.post(Api.V1 + "/sessions/refresh", JsonObject.of("refreshToken", refresh)).is(200);
    return List.of(email, password, access, refresh);
  }
}
