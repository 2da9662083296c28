package dev.principia;

import dev.principia.contract.Contract;
import dev.principia.contract.Operation;
import dev.principia.server.Chain;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists the operations of the contract, or one with the chain around it.
@Command(
    name = "routes",
    description = "List all operations, or one with the chain that its requests pass.",
    mixinStandardHelpOptions = true)
final class RoutesCommand implements Callable<Integer> {
  private static final List<String> ALL_FEATURES = List.of("lab");

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "OPERATION", description = "an operation's id")
  private Optional<String> only = Optional.empty();

  @Option(names = "--json", description = "for programs")
  private boolean json;

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  RoutesCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Operation> operations =
        Contract.load(Set.copyOf(ALL_FEATURES)).operations().stream()
            .filter(operation -> only.map(operation.id()::equals).orElse(true))
            .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
            .toList();
    if (operations.isEmpty()) {
      throw new Main.Failure("There is no operation " + only.orElse("") + ".");
    }
    if (json) {
      out.println(
          new JsonArray(operations.stream().map(RoutesCommand::json).toList()).encodePrettily());
      return 0;
    }
    operations.forEach(operation -> out.println(line(operation)));
    if (only.isPresent()) {
      int number = 0;
      for (String step : Chain.steps()) {
        out.println("  %2d %s".formatted(++number, step));
      }
    }
    return 0;
  }

  private static String line(Operation operation) {
    return "%-7s %-45s %-15s %-12s cost %d%s"
        .formatted(
            operation.method(),
            Contract.BASE + operation.path(),
            operation.id(),
            operation.policy().word(),
            operation.cost(),
            operation.feature().map(feature -> ", feature " + feature).orElse(""));
  }

  private static JsonObject json(Operation operation) {
    JsonObject json =
        JsonObject.of(
            "method", operation.method(),
            "path", Contract.BASE + operation.path(),
            "operationId", operation.id(),
            "policy", operation.policy().word(),
            "cost", operation.cost(),
            "statements", operation.statements());
    operation.scope().ifPresent(scope -> json.put("scope", scope));
    operation.feature().ifPresent(feature -> json.put("feature", feature));
    return json;
  }
}
