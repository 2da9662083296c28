package dev.principia.lab.result;

import java.util.Map;

/// What must hold before figures of a cell mean something.
public enum Gate {
  RATE(Figure.REACHED, "the generator handled fewer than 99 % of what was due"),
  LAG(Figure.LAG_P99, "the generator was late: lag p99 above 1 ms"),
  CLIENT(Figure.CLIENT_BUSY, "the generator's core was busy: above 75 %"),
  FOREIGN(Figure.FOREIGN, "other processes took more than 10 % of the server's core"),
  STEAL(Figure.STEAL, "the hypervisor took more than 2 % of the time");

  private final Figure watched;
  private final String words;

  Gate(Figure watched, String words) {
    this.watched = watched;
    this.words = words;
  }

  public String words() {
    return words;
  }

  /// Whether the figures don't pass. One that was not measured can't be refused for it.
  boolean isClosed(Map<Figure, Double> figures) {
    Double value = figures.get(watched);
    if (value == null) {
      return false;
    }
    return switch (this) {
      case RATE -> value < 99;
      case LAG -> value > 1;
      case CLIENT -> value > 75;
      case FOREIGN -> value > 10;
      case STEAL -> value > 2;
    };
  }

  /// Without its rate no figure means anything; the others spoil only times.
  boolean refuses(Figure figure) {
    return this == RATE || figure.name().matches("(RESPONSE|SERVICE)_.*|RECOVERY");
  }
}
