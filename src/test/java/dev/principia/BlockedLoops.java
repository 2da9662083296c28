package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Fails the test during which an event loop was blocked: Vert.x's checker only warns. Registered
/// for every test.
public final class BlockedLoops implements BeforeAllCallback, AfterEachCallback {
  private static final Warnings WARNINGS = new Warnings();

  private static final class Warnings extends AppenderBase<ILoggingEvent> {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      seen.add(event.getFormattedMessage());
    }
  }

  /// Forgets what a test has provoked on purpose, and tells it.
  public static List<String> take() {
    List<String> taken = List.copyOf(WARNINGS.seen);
    WARNINGS.seen.clear();
    return taken;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Logger checker = (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    if (!WARNINGS.isStarted()) {
      WARNINGS.start();
      checker.addAppender(WARNINGS);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertEquals(List.of(), take(), "an event loop was blocked during " + context.getDisplayName());
  }
}
