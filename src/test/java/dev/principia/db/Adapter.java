package dev.principia.db;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The ways to ask PostgreSQL, each behind the same interface: the reactive ones are waited for on
/// a virtual thread of Vert.x.
enum Adapter {
  JDBC {
    @Override
    void use(DbSettings settings, Consumer<BlockingDb> test) {
      try (BlockingPool pool = new BlockingPool(settings)) {
        test.accept(new BlockingJdbcDb(pool, REFUSALS, SECRET));
      }
    }
  },
  POOLED {
    @Override
    void use(DbSettings settings, Consumer<BlockingDb> test) {
      onVirtualThread(
          vertx -> {
            ReactivePool pool = new ReactivePool(vertx, settings);
            test.accept(new BlockingAwaitDb(ReactivePgDb.pooled(pool, REFUSALS, SECRET)));
          });
    }
  },
  PIPELINED {
    @Override
    void use(DbSettings settings, Consumer<BlockingDb> test) {
      onVirtualThread(
          vertx -> {
            ReactivePool pool = new ReactivePool(vertx, settings);
            test.accept(
                new BlockingAwaitDb(
                    ReactivePgDb.pipelined(vertx, settings, pool, REFUSALS, SECRET)));
          });
    }
  };

  static final Map<String, Problem> REFUSALS =
      Map.of(
          "words_text_unique",
          Problem.of(ProblemType.ACCOUNT_EXISTS, "There is one already."),
          "words_of",
          Problem.of(ProblemType.ACCOUNT_OWNS_COURSES, "There is more of it."),
          "words_short",
          Problem.of(ProblemType.INVALID_REQUEST, "That is too long."));
  static final SecretKey SECRET = new SecretKeySpec(new byte[32], "HmacSHA256");

  /// Runs the test with this adapter; what it throws comes out.
  abstract void use(DbSettings settings, Consumer<BlockingDb> test);

  private static void onVirtualThread(Consumer<Vertx> test) {
    Vertx vertx = Vertx.vertx();
    try {
      vertx
          .deployVerticle(
              new VerticleBase() {
                @Override
                public Future<?> start() {
                  test.accept(vertx);
                  return Future.succeededFuture();
                }
              },
              new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
          .await();
    } finally {
      vertx.close().await();
    }
  }
}
