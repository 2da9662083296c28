package dev.principia.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// What people do here, request by request. Each check names the one answer that is right.
final class Journeys {
  private static final int LESSONS_READ = 4;
  private static final Duration MISSED = Duration.ofSeconds(5);
  private static final String API = "/api/v1";
  private static final String LESSON = API + "/courses/#{course}/lessons/#{lesson}";
  private static final String PASSWORD = "correct horse battery";

  private static final ChainBuilder LIST =
      exec(
          http("list courses")
              .get(API + "/courses")
              .check(status().is(200), jmesPath("items[0].slug").saveAs("course")));

  private static final ChainBuilder OPEN =
      exec(
          http("open course")
              .get(API + "/courses/#{course}")
              .check(
                  status().is(200),
                  header("ETag").saveAs("courseTag"),
                  jmesPath("sections[].lessons[].number").ofList().saveAs("numbers")));

  private static final ChainBuilder READ =
      exec(Journeys::chooseLesson)
          .exec(
              http("read lesson")
                  .get(LESSON)
                  .check(status().is(200), header("ETag").saveAs("lessonTag")));

  private static final ChainBuilder REVISIT =
      exec(
          http("revisit lesson")
              .get(LESSON)
              .header("If-None-Match", "#{lessonTag}")
              .check(status().is(304)),
          http("revisit course")
              .get(API + "/courses/#{course}")
              .header("If-None-Match", "#{courseTag}")
              .check(status().is(304)));

  private static final ChainBuilder SIGN_UP =
      exec(session -> session.set("email", UUID.randomUUID() + "@example.org"))
          .exec(
              http("sign up")
                  .post(API + "/accounts")
                  .body(
                      StringBody(
                          "{\"email\":\"#{email}\",\"password\":\""
                              + PASSWORD
                              + "\",\"name\":\"Ada\"}"))
                  .asJson()
                  .check(status().is(201)));

  private static final ChainBuilder SIGN_IN =
      exec(
          http("sign in")
              .post(API + "/sessions")
              .body(StringBody("{\"email\":\"#{email}\",\"password\":\"" + PASSWORD + "\"}"))
              .asJson()
              .check(status().is(201), jmesPath("accessToken").saveAs("token")));

  private static final ChainBuilder WRITE_NOTE =
      exec(
          http("write note")
              .put(LESSON + "/note")
              .header("Authorization", "Bearer #{token}")
              .header("If-None-Match", "*")
              .body(
                  StringBody(
                      "{\"keyConcepts\":[\"Hit ratio\"],\"body\":\"A cache is a"
                          + " bet.\",\"tags\":[\"http\"]}"))
              .asJson()
              .check(status().is(201)));

  private static final ChainBuilder SIGN_OUT =
      exec(
          http("sign out")
              .delete(API + "/sessions/current")
              .header("Authorization", "Bearer #{token}")
              .check(status().is(204)));

  /// Lists the courses, opens the first, reads some of its lessons and comes back to what it has
  /// seen, which must then cost no body.
  static final ChainBuilder READER =
      LIST.exec(exitHereIfFailed(), think(), OPEN, exitHereIfFailed())
          .exec(repeat(LESSONS_READ).on(think(), READ), exitHereIfFailed(), think(), REVISIT);

  /// Signs up and in, begins a lesson, writes a note of it, completes it and looks at how far the
  /// course is.
  static final ChainBuilder LEARNER =
      SIGN_UP
          .exec(exitHereIfFailed(), think(), SIGN_IN, exitHereIfFailed(), LIST, OPEN)
          .exec(exitHereIfFailed(), think(), READ, progress("begin lesson", "in_progress"))
          .exec(think(), WRITE_NOTE, think(), progress("complete lesson", "completed"))
          .exec(
              http("see progress")
                  .get(API + "/courses/#{course}/progress")
                  .header("Authorization", "Bearer #{token}")
                  .check(status().is(200)),
              SIGN_OUT);

  /// Signs up and in, makes a key for a program, which takes the outline away, and revokes it.
  static final ChainBuilder AUTHOR =
      SIGN_UP
          .exec(exitHereIfFailed(), SIGN_IN, exitHereIfFailed(), LIST)
          .exec(
              http("make key")
                  .post(API + "/api-keys")
                  .header("Authorization", "Bearer #{token}")
                  .body(StringBody("{\"name\":\"export\",\"scopes\":[\"courses:read\"]}"))
                  .asJson()
                  .check(
                      status().is(201),
                      jmesPath("secret").saveAs("key"),
                      jmesPath("id").saveAs("keyId")))
          .exec(exitHereIfFailed(), think())
          .exec(
              http("export outline")
                  .get(API + "/courses/#{course}")
                  .header("X-API-Key", "#{key}")
                  .header("Accept", "text/markdown")
                  .check(status().is(200)),
              http("revoke key")
                  .delete(API + "/api-keys/#{keyId}")
                  .header("Authorization", "Bearer #{token}")
                  .check(status().is(204)),
              SIGN_OUT);

  /// Signs up and in, remembers a position in the log of events, completes a lesson, and opens the
  /// live feed from there: what was missed must come. Then it stays for a while, and leaves.
  static final ChainBuilder FOLLOWER =
      SIGN_UP
          .exec(exitHereIfFailed(), SIGN_IN, exitHereIfFailed(), LIST, OPEN)
          .exec(exitHereIfFailed(), exec(Journeys::chooseLesson))
          .exec(
              http("position")
                  .get(API + "/events")
                  .header("Authorization", "Bearer #{token}")
                  .check(status().is(200), jmesPath("nextCursor").saveAs("position")))
          .exec(exitHereIfFailed(), progress("complete lesson", "completed"))
          .exec(
              http("ticket")
                  .post(API + "/live/tickets")
                  .header("Authorization", "Bearer #{token}")
                  .check(status().is(201), jmesPath("url").saveAs("feed")))
          .exec(exitHereIfFailed(), ws("open feed").connect("#{feed}"))
          .exec(
              ws("subscribe")
                  .sendText(
                      "{\"type\":\"subscribe\",\"topic\":\"account\",\"lastSeq\":\"#{position}\"}")
                  .await(MISSED)
                  .on(message("acknowledged", "ack"), message("what was missed", "event")))
          .exec(think(), ws("close feed").close());

  private Journeys() {}

  /// Connections are shared as a proxy in front would; the client's own cache is off, so that each
  /// request is the one that stands here.
  static HttpProtocolBuilder protocol(Plan plan) {
    return http.baseUrl(plan.baseUrl())
        .wsBaseUrl(plan.baseUrl().replaceFirst("^http", "ws"))
        .acceptHeader("application/json")
        .userAgentHeader("principia-loadtest")
        .shareConnections()
        .disableCaching();
  }

  private static ChainBuilder progress(String name, String step) {
    return exec(
        http(name)
            .put(LESSON + "/progress")
            .header("Authorization", "Bearer #{token}")
            .body(StringBody("{\"status\":\"" + step + "\"}"))
            .asJson()
            .check(status().is(200), jmesPath("status").is(step)));
  }

  private static WsFrameCheck message(String name, String type) {
    return ws.checkTextMessage(name).matching(jmesPath("type").is(type));
  }

  private static ChainBuilder think() {
    return pause(Duration.ofMillis(200), Duration.ofMillis(800));
  }

  private static Session chooseLesson(Session session) {
    List<Object> numbers = session.getList("numbers");
    return session.set("lesson", numbers.get(ThreadLocalRandom.current().nextInt(numbers.size())));
  }
}
