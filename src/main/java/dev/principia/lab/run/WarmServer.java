package dev.principia.lab.run;

import dev.principia.lab.load.Ask;
import dev.principia.lab.load.Stub;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A server that is warm, for several windows.
record WarmServer(Place place, ServerProcess process, Arm arm, List<Ask> asks, WarmUp warmUp)
    implements AutoCloseable {
  private static final Mode MODE = Mode.QUICK;

  /// @param changed what it is told besides, the strongest
  static WarmServer start(
      Place place, Cores cores, Stub stub, Arm arm, Scenario scenario, Map<String, String> changed)
      throws IOException, InterruptedException {
    ServerProcess process = place.start(cores, stub, Place.SERVE, List.of(arm.settings(), changed));
    Asks asks = new Asks(place, process.target());
    asks.stock();
    List<Ask> all = asks.of(scenario);
    WarmUp warmUp = WarmUp.of(cores, process.target(), all, scenario.connections(), MODE);
    return new WarmServer(place, process, arm, all, warmUp);
  }

  Target target() {
    return process.target();
  }

  Cell measure(Scenario scenario, long seed) throws IOException, InterruptedException {
    return new Window(
            target(),
            scenario,
            arm,
            0,
            scenario.secondsOf(MODE.seconds()),
            MODE.settle(),
            seed,
            place.statements())
        .measure(asks, warmUp.capacity(), warmUp.warm());
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
