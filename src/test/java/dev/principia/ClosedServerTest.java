package dev.principia;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a server leaves behind in its process.
final class ClosedServerTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /// A timer or a subscription that goes on would hold it.
  @ParameterizedTest
  @EnumSource(Server.class)
  void aServerThatWasClosedIsForgotten(Server server) {
    WeakReference<App> app = closed(server);
    Until.within(SOON, "forgotten", () -> isGone(app));
  }

  private static WeakReference<App> closed(Server server) {
    App app = server.another(Map.of("roles", "web,worker"));
    app.close();
    return new WeakReference<>(app);
  }

  private static boolean isGone(WeakReference<App> app) {
    System.gc();
    return app.get() == null;
  }
}
