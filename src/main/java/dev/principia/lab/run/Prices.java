package dev.principia.lab.run;

import dev.principia.lab.load.Ask;
import dev.principia.lab.load.Stub;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Figure;
import dev.principia.lab.result.Price;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Where each microsecond goes: servers that do the first n parts of a request's way, then the
/// whole server, then one with a statement, and with more to serialise.
///
/// @param parts the names of the first parts, in order
/// @param mode how servers are warmed up
/// @param windows how often each server is measured; the cheapest counts, because what disturbs
///   only ever adds
/// @param say is told each step
public record Prices(
    Place place,
    Cores cores,
    Stub stub,
    List<String> parts,
    Mode mode,
    int windows,
    Consumer<String> say) {
  private static final int SECONDS = 4;

  /// What is asked of whole servers, after the parts.
  private static final Map<String, String> WHOLE =
      Map.of(
          "floor", "the whole server",
          "read", "one statement (a lesson)",
          "page", "a larger answer (50 notes, 12 KB)");

  /// Blocks for about twenty minutes in the standard mode.
  public List<Price> measure() throws IOException, InterruptedException {
    List<Price> prices = new ArrayList<>();
    for (Arm arm : List.of(Arm.A, Arm.D)) {
      for (int part = 1; part <= parts.size(); part++) {
        List<String> command = List.of("lab", "ladder", "--parts", Integer.toString(part));
        add(prices, arm, command, "floor", parts.get(part - 1));
      }
      for (String id : List.of("floor", "read", "page")) {
        add(prices, arm, Place.SERVE, id, String.valueOf(WHOLE.get(id)));
      }
    }
    return prices;
  }

  private void add(List<Price> prices, Arm arm, List<String> command, String scenario, String part)
      throws IOException, InterruptedException {
    Scenario asked =
        Scenarios.all().stream().filter(s -> s.id().equals(scenario)).findFirst().orElseThrow();
    try (ServerProcess server = place.start(cores, stub, command, List.of(arm.settings()))) {
      Asks known = new Asks(place, server.target());
      if (command.contains("serve")) {
        known.stock();
      }
      List<Ask> asks = known.of(asked);
      WarmUp warmUp = WarmUp.of(cores, server.target(), asks, asked.connections(), mode);
      double cpu = Double.MAX_VALUE;
      double bytes = 0;
      for (int i = 0; i < windows; i++) {
        Window window =
            new Window(server.target(), asked, arm, i, SECONDS, 1, i, place.statements());
        Cell cell = window.measure(asks, warmUp.capacity(), warmUp.warm());
        cpu = Math.min(cpu, cell.figure(Figure.CPU).orElse(Double.MAX_VALUE));
        bytes = cell.figure(Figure.ALLOCATED).orElse(0);
      }
      Price price = new Price(arm.name(), part, cpu, bytes);
      say.accept(line(price, prices));
      prices.add(price);
    }
  }

  private static String line(Price price, List<Price> before) {
    boolean first = before.isEmpty() || !before.getLast().ladder().equals(price.ladder());
    double added = price.total() - (first ? 0 : before.getLast().total());
    return String.format(
        Locale.ROOT,
        "%-36s %-38s %7.1f µs  %+6.1f  %7.0f bytes",
        price.ladder(),
        price.part(),
        price.total(),
        added,
        price.bytes());
  }
}
