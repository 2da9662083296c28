package dev.principia.loadtest;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/// Readers without an account, and nobody else.
public final class BrowseSimulation extends Simulation {
  public BrowseSimulation() {
    var plan = Plan.told();
    var browse = scenario("browse, " + plan.server()).exec(Journeys.READER);
    setUp(browse.injectOpen(plan.arrivals(1)))
        .protocols(Journeys.protocol(plan))
        .assertions(
            global().failedRequests().count().is(0L), global().allRequests().count().gt(0L));
  }
}
