package dev.principia.loadtest;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/// Followers of the live feed, which only the event-loop server has.
public final class LiveSimulation extends Simulation {
  public LiveSimulation() {
    var plan = Plan.told();
    var follow = scenario("follower, " + plan.server()).exec(Journeys.FOLLOWER);
    setUp(follow.injectOpen(plan.arrivals(1)))
        .protocols(Journeys.protocol(plan))
        .assertions(
            global().failedRequests().count().is(0L), global().allRequests().count().gt(0L));
  }
}
