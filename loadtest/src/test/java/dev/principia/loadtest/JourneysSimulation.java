package dev.principia.loadtest;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/// A day of the site in small: of ten who come eight read, one or two learn, and now and then one
/// takes a course away.
public final class JourneysSimulation extends Simulation {
  private static final double READERS = 0.80;
  private static final double LEARNERS = 0.15;
  private static final double AUTHORS = 0.05;

  public JourneysSimulation() {
    var plan = Plan.told();
    var by = ", " + plan.server();
    setUp(
            scenario("reader" + by).exec(Journeys.READER).injectOpen(plan.arrivals(READERS)),
            scenario("learner" + by).exec(Journeys.LEARNER).injectOpen(plan.arrivals(LEARNERS)),
            scenario("author" + by).exec(Journeys.AUTHOR).injectOpen(plan.arrivals(AUTHORS)))
        .protocols(Journeys.protocol(plan))
        .assertions(
            global().failedRequests().count().is(0L), global().allRequests().count().gt(0L));
  }
}
