package dev.principia.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A process that starts services, says so and then only waits to be killed.
final class EmbeddedMain {
  private EmbeddedMain() {}

  public static void main(String[] args) throws InterruptedException {
    try (var services =
        EmbeddedServices.start(Path.of(args[0]), Path.of(args[1]), Ports.FREE, line -> {})) {
      System.out.println(services.postgresUrl());
      System.out.println(services.redisUrl());
      new CountDownLatch(1).await();
    }
  }
}
