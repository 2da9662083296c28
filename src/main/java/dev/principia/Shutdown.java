package dev.principia;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs the numbered steps of a shutdown. A step that fails does not keep the next ones from
/// running.
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  interface Step {
    void run() throws Exception;
  }

  private int number;

  void step(String name, Step step) {
    number++;
    try {
      step.run();
      LOG.info("shutdown {}: {}", number, name);
    } catch (Exception e) {
      LOG.warn("shutdown {}: {} failed", number, name, e);
    }
  }
}
