package dev.principia.lab.run;

import static java.util.stream.Collectors.toList;

import dev.principia.lab.load.Stub;
import dev.principia.lab.result.Arm;
import dev.principia.lab.result.Cell;
import dev.principia.lab.result.Result;
import dev.principia.lab.result.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A run from its self-test to its last cell. What is measured is on disk after every cell, so a
/// run that was ended goes on where it was.
public final class Run {
  /// What is said while it runs, one line each.
  private final Consumer<String> say;

  private final Place place;
  private final Mode mode;
  private final Cores cores;
  private final Stub stub;
  private Result result;
  private boolean tested;

  /// One cell to be measured.
  private record Task(int block, Scenario scenario, Arm arm) {}

  /// @param begun what an earlier run on this place has measured, or an empty result
  public Run(Place place, Mode mode, Result begun, Cores cores, Stub stub, Consumer<String> say) {
    this.place = place;
    this.mode = mode;
    this.result = begun;
    this.cores = cores;
    this.stub = stub;
    this.say = say;
  }

  /// A run of which nothing is measured yet.
  public static Result begun(Place place, Mode mode, Cores cores, long seed) {
    return new Result(
        Result.SCHEMA,
        place.startedAt(),
        mode.name(),
        seed,
        mode.blocks(),
        mode.seconds(),
        Environment.here(place, cores),
        mode.arms(),
        Scenarios.all().stream().filter(each -> mode.scenarios().contains(each.id())).toList(),
        List.of(),
        List.of(),
        Scenarios.hypotheses(),
        List.of(),
        List.of());
  }

  /// Blocks until everything is measured. An [IllegalStateException] says why the figures would
  /// mean nothing: arms answer differently, or the generator does not see what is known.
  public Result measure() throws IOException, InterruptedException {
    List<Task> tasks = tasks();
    say.accept(
        "%d cells, each a fresh JVM: about %.0f minutes."
            .formatted(tasks.size(), Math.ceil(minutes(tasks))));
    golden();
    long begin = System.nanoTime();
    int done = 0;
    for (Task task : tasks) {
      Optional<Cell> cell = tried(task);
      done++;
      if (cell.isPresent()) {
        keep(cell.get());
        double each = (System.nanoTime() - begin) / 1e9 / done;
        say.accept(Progress.line(cell.get(), done, tasks.size(), each * (tasks.size() - done)));
      }
    }
    return result;
  }

  private void keep(Cell cell) throws IOException {
    List<Cell> cells = new ArrayList<>(result.cells());
    cells.add(cell);
    result = result.with(cells);
    ResultFile.write(place.results(), result);
  }

  /// The self-test, the answers of every arm, and the cells.
  private double minutes(List<Task> tasks) {
    double cells =
        tasks.stream()
            .mapToDouble(
                task ->
                    mode.secondsOfCell() - mode.seconds() + task.scenario.secondsOf(mode.seconds()))
            .sum();
    long starts = result.scenarios().stream().map(Scenario::settings).distinct().count();
    return (cells + 30 + 4.0 * starts * result.arms().size()) / 60;
  }

  /// Every arm once per scenario in each block, in an order of the seed; without what is there.
  private List<Task> tasks() {
    Random random = new Random(result.seed());
    List<Task> tasks = new ArrayList<>();
    for (int block = 0; block < mode.blocks(); block++) {
      List<Scenario> scenarios = new ArrayList<>(result.scenarios());
      Collections.shuffle(scenarios, random);
      for (Scenario scenario : scenarios) {
        List<Arm> arms = new ArrayList<>(result.arms());
        Collections.shuffle(arms, random);
        int number = block;
        arms.forEach(arm -> tasks.add(new Task(number, scenario, arm)));
      }
    }
    tasks.removeIf(
        task ->
            result.cells(task.scenario.id(), task.arm.id()).stream()
                .anyMatch(cell -> cell.block() == task.block));
    return tasks;
  }

  /// No time is taken before all arms have given the same answers.
  private void golden() throws IOException, InterruptedException {
    Map<Map<String, String>, List<Scenario>> alike =
        result.scenarios().stream()
            .collect(Collectors.groupingBy(Scenario::settings, LinkedHashMap::new, toList()));
    int kinds = 0;
    for (Map.Entry<Map<String, String>, List<Scenario>> each : alike.entrySet()) {
      kinds += golden(each.getKey(), each.getValue());
    }
    say.accept("All arms give the same answers to %d kinds of requests.".formatted(kinds));
  }

  private int golden(Map<String, String> settings, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    List<String> first = List.of();
    for (Arm arm : result.arms()) {
      try (ServerProcess server = start(arm, settings)) {
        List<String> answers = answers(new Asks(place, server.target()), arm, scenarios);
        first = first.isEmpty() ? answers : first;
        if (!first.equals(answers)) {
          throw new IllegalStateException(
              "arm %s answers differently:\n%s\n%s".formatted(arm.id(), first, answers));
        }
        if (!tested) {
          SelfTest test = new SelfTest(cores, server.target(), place.results(), say);
          result = result.agreed(test.pass().stream().toList());
          tested = true;
        }
      }
    }
    return first.size();
  }

  private static List<String> answers(Asks asks, Arm arm, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    asks.stock();
    List<String> answers = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (Scenario.Stream stream : scenario.streams()) {
        String answer = asks.golden(stream);
        require(answer.startsWith(stream.status() + " "), arm, stream, answer);
        answers.add(stream.method() + " " + stream.path() + " " + answer);
      }
    }
    return answers;
  }

  private static void require(boolean good, Arm arm, Scenario.Stream stream, String answer) {
    if (!good) {
      throw new IllegalStateException(
          "arm %s to %s: %s".formatted(arm.id(), stream.path(), answer));
    }
  }

  /// The last of at most so many tries that no gate refuses; none when the server did not even say
  /// how it is.
  private Optional<Cell> tried(Task task) throws InterruptedException {
    Optional<Cell> last = Optional.empty();
    for (int tries = 1; tries <= mode.tries(); tries++) {
      try {
        Cell cell = measured(task).afterTries(tries);
        last = Optional.of(cell);
        if (cell.flags().isEmpty()) {
          return last;
        }
      } catch (IOException e) {
        say.accept(task.scenario.id() + " on " + task.arm.id() + " was not measured: " + e);
      }
    }
    return last;
  }

  private Cell measured(Task task) throws IOException, InterruptedException {
    try (ServerProcess server = start(task.arm, task.scenario.settings())) {
      stub.seed(result.seed() + task.block);
      Asks asks = new Asks(place, server.target());
      WarmUp warmUp =
          WarmUp.of(
              cores,
              server.target(),
              asks.of(task.scenario.warmingUp()),
              task.scenario.connections(),
              mode);
      Window window =
          new Window(
              server.target(),
              task.scenario,
              task.arm,
              task.block,
              task.scenario.secondsOf(mode.seconds()),
              mode.settle(),
              result.seed() + task.block,
              place.statements());
      return window.measure(asks.of(task.scenario), warmUp.capacity(), warmUp.warm());
    }
  }

  private ServerProcess start(Arm arm, Map<String, String> settings)
      throws IOException, InterruptedException {
    return place.start(cores, stub, Place.SERVE, List.of(arm.settings(), settings));
  }
}
