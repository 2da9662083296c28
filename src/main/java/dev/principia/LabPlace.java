package dev.principia;

import com.fasterxml.jackson.databind.JsonNode;
import dev.principia.embedded.EmbeddedServices;
import dev.principia.embedded.Ports;
import dev.principia.embedded.PrivateFile;
import dev.principia.lab.load.Stub;
import dev.principia.lab.run.BlockingStatements;
import dev.principia.lab.run.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/// The lab's own PostgreSQL and Redis, migrated and seeded, and its stub: nobody else uses them
/// while something is measured.
record LabPlace(Place place, Stub stub, EmbeddedServices services, Database database)
    implements AutoCloseable {

  /// @param results where the run keeps its files
  static LabPlace open(Sources sources, Path results, Clock clock, Consumer<String> say)
      throws IOException {
    Path usual = Home.data(Home.withData(sources));
    Path data = usual.resolveSibling(usual.getFileName() + "-lab");
    EmbeddedServices services = EmbeddedServices.start(data, Ports.FREE, say);
    try {
      var settings = Home.services(services.postgresUrl(), services.redisUrl(), services.secret());
      Database database = new Database(Config.read(sources.with("lab", settings)));
      database.migrate();
      new Seed(database.db(), data, line -> {}).run();
      JsonNode learner =
          new PrivateFile(data.resolve("credentials.json")).read().orElseThrow().path("learner");
      var built = Version.json();
      Place place =
          new Place(
              settings,
              learner.path("email").asText(),
              learner.path("password").asText(),
              results,
              new BlockingStatements(database.db()),
              clock.instant().toString(),
              built.getString("version") + " " + built.getString("commit"));
      return new LabPlace(place, new Stub(), services, database);
    } catch (IOException | RuntimeException e) {
      services.close();
      throw e;
    }
  }

  @Override
  public void close() {
    stub.close();
    database.close();
    services.close();
  }
}
