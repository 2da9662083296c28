package dev.principia.loadtest;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Readers without an account: they list the courses, open the first, read some of its lessons and
/// come back to what they have seen, which must then cost no body.
public final class BrowseSimulation extends Simulation {
  private static final int LESSONS_READ = 4;

  private static final ChainBuilder LIST =
      exec(
          http("list courses")
              .get("/api/v1/courses")
              .check(status().is(200), jmesPath("items[0].slug").saveAs("course")));

  private static final ChainBuilder OPEN =
      exec(
          http("open course")
              .get("/api/v1/courses/#{course}")
              .check(
                  status().is(200),
                  header("ETag").saveAs("courseTag"),
                  jmesPath("sections[].lessons[].number").ofList().saveAs("numbers")));

  private static final ChainBuilder READ =
      exec(BrowseSimulation::chooseLesson)
          .exec(
              http("read lesson")
                  .get("/api/v1/courses/#{course}/lessons/#{lesson}")
                  .check(status().is(200), header("ETag").saveAs("lessonTag")));

  private static final ChainBuilder REVISIT =
      exec(
          http("revisit lesson")
              .get("/api/v1/courses/#{course}/lessons/#{lesson}")
              .header("If-None-Match", "#{lessonTag}")
              .check(status().is(304)),
          http("revisit course")
              .get("/api/v1/courses/#{course}")
              .header("If-None-Match", "#{courseTag}")
              .check(status().is(304)));

  public BrowseSimulation() {
    var plan = Plan.told();
    var browse =
        scenario("browse, " + plan.server())
            .exec(LIST, exitHereIfFailed(), think(), OPEN, exitHereIfFailed())
            .exec(repeat(LESSONS_READ).on(think(), READ), exitHereIfFailed(), think(), REVISIT);
    setUp(browse.injectOpen(plan.arrivals()))
        .protocols(protocol(plan))
        .assertions(
            global().failedRequests().count().is(0L), global().allRequests().count().gt(0L));
  }

  /// Connections are shared as a proxy in front would; the client's own cache is off, so that each
  /// request is the one that stands here.
  private static HttpProtocolBuilder protocol(Plan plan) {
    return http.baseUrl(plan.baseUrl())
        .acceptHeader("application/json")
        .userAgentHeader("principia-loadtest")
        .shareConnections()
        .disableCaching();
  }

  private static ChainBuilder think() {
    return pause(Duration.ofMillis(200), Duration.ofMillis(800));
  }

  private static Session chooseLesson(Session session) {
    List<Object> numbers = session.getList("numbers");
    return session.set("lesson", numbers.get(ThreadLocalRandom.current().nextInt(numbers.size())));
  }
}
