package dev.principia;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.Console;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// How this process logs: to standard output only, readable on a terminal, JSON elsewhere. Lines
/// are written by a thread of their own, so that no event loop waits for a pipe.
final class Logging {
  private Logging() {}

  /// Until a server starts, only warnings; commands talk by themselves. Must run before anything
  /// logs.
  static void quiet() {
    System.setProperty("logback.configurationFile", "logging/quiet.xml");
  }

  /// What the settings say; text on a terminal unless they say otherwise.
  static void start(Sources sources) {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    String usual = terminal ? "text" : "json";
    String format = sources.find(Setting.LOG_FORMAT).map(Sources.Found::value).orElse(usual);
    String level = sources.find(Setting.LOG_LEVEL).orElseThrow().value();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    try {
      var configurator = new ch.qos.logback.classic.joran.JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Logging.class.getResource("/logging/" + format + ".xml"));
    } catch (ch.qos.logback.core.joran.spi.JoranException e) {
      throw new IllegalStateException(e);
    }
    context.getLogger("ROOT").setLevel(Level.toLevel(level));
  }

  /// Writes what is still waiting to be written.
  static void flush() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }
}
