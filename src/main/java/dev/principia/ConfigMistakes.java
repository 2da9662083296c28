package dev.principia;

import java.util.List;

/// Everything that is wrong with the configuration, one line each.
final class ConfigMistakes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigMistakes(List<String> mistakes) {
    super("The configuration is wrong:\n  - " + String.join("\n  - ", mistakes));
  }
}
