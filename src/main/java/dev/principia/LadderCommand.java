package dev.principia;

import dev.principia.account.BlockingIdentity;
import dev.principia.contract.BlockingHandler;
import dev.principia.lab.BlockingLab;
import dev.principia.server.JettyServer;
import dev.principia.server.Ladder;
import dev.principia.server.ReactiveLadder;
import dev.principia.server.ReactiveManagement;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One server of the price list; the lab starts it and ends it.
@Command(name = "ladder", description = "Serve with some of the parts only.", hidden = true)
final class LadderCommand implements Callable<Integer> {
  @Mixin private Flags flags;

  @Option(names = "--parts", required = true, description = "how many")
  private int parts;

  @SuppressWarnings("NullAway") // picocli sets the annotated field.
  LadderCommand() {}

  @Override
  public Integer call() throws Exception {
    Sources sources = Home.withRunning(flags.sources());
    Config config = Config.read(sources);
    Logging.start(sources);
    Parts shared = Parts.of(config, Clock.systemUTC());
    Database database = new Database(config); // asked by nobody: all callers are anonymous
    BlockingHandler handler = Objects.requireNonNull(new BlockingLab().handlers().get("labSleep"));
    BlockingIdentity identity = new BlockingIdentity(database.db(), shared.identity());
    Ladder ladder = new Ladder(shared.chain(), identity, handler, parts);
    switch (config.server()) {
      case EVENT_LOOP -> listen(config, shared, ladder);
      case BLOCKING -> {
        new JettyServer(shared.management(), config.host(), config.managementPort()).start();
        new JettyServer(ladder, config.host(), config.port(), config.maxThreads()).start();
      }
    }
    shared.health().serving(true);
    new CountDownLatch(1).await();
    return 0;
  }

  private static void listen(Config config, Parts shared, Ladder ladder) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(config.loops()));
    ReactiveManagement.listen(vertx, shared.management(), config.host(), config.managementPort())
        .await();
    ReactiveLadder.listen(vertx, ladder, config.host(), config.port()).await();
  }
}
