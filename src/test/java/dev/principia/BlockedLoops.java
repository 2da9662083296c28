package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.slf4j.LoggerFactory;

/// Fails the test during which an event loop was blocked: Vert.x's checker only warns. Listens from
/// before the first test, and is registered for every one.
public final class BlockedLoops implements TestExecutionListener, AfterEachCallback {
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
  public void testPlanExecutionStarted(TestPlan plan) {
    Logger checker = (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    WARNINGS.start();
    checker.addAppender(WARNINGS);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertEquals(List.of(), take(), "an event loop was blocked during " + context.getDisplayName());
  }
}
