package dev.principia;

import dev.principia.embedded.RunningServices;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the live feed of a course, and goes on where it was after a lost connection. Who follows
/// is told by `PRINCIPIA_TOKEN`, an access token, or by `--as` and `PRINCIPIA_PASSWORD`.
@Command(
    name = "live",
    description = {
      "Print what happens in a course, as it happens.",
      "Sign in with an access token in PRINCIPIA_TOKEN, or with --as and the password in"
          + " PRINCIPIA_PASSWORD."
    },
    mixinStandardHelpOptions = true)
final class LiveCommand implements Callable<Integer> {
  @Mixin private Flags flags;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COURSE", description = "its slug or id")
  private String course;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "an event-loop server (default: that of the running `principia up`)")
  private Optional<URI> url = Optional.empty();

  @Option(names = "--as", paramLabel = "EMAIL", description = "who follows it")
  private Optional<String> email = Optional.empty();

  @Option(names = "--since", paramLabel = "SEQ", description = "tell first what came after this")
  private Optional<String> since = Optional.empty();

  @SuppressWarnings("NullAway") // picocli sets the annotated fields.
  LiveCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    LiveFollower follower =
        new LiveFollower(server(), credentials(System.getenv()), "course:" + course, since);
    follower.follow(
        message -> {
          out.println(line(message));
          out.flush();
        },
        note -> {
          spec.commandLine().getErr().println(note);
          spec.commandLine().getErr().flush();
        });
    return Main.FAILED;
  }

  private URI server() {
    return url.or(
            () ->
                RunningServices.read(Home.data(Home.withData(flags.sources())))
                    .flatMap(RunningServices::url)
                    .map(URI::create))
        .orElse(URI.create("http://127.0.0.1:8080"));
  }

  private LiveFollower.Credentials credentials(Map<String, String> environment) {
    Optional<String> token = Sources.given(environment, "PRINCIPIA_TOKEN");
    Optional<String> password = Sources.given(environment, "PRINCIPIA_PASSWORD");
    if (email.isPresent() && password.isPresent()) {
      return new LiveFollower.SignIn(email.get(), password.get());
    }
    return token
        .<LiveFollower.Credentials>map(LiveFollower.Token::new)
        .orElseThrow(
            () ->
                new Main.Failure(
                    "Who follows? Set PRINCIPIA_TOKEN to an access token, or use --as and set"
                        + " PRINCIPIA_PASSWORD."));
  }

  /// `2026-01-21T09:30:00.000Z lesson.completed {…}`, or the message as it is.
  static String line(JsonObject message) {
    JsonObject event = message.getJsonObject("event");
    return event == null
        ? message.encode()
        : String.join(
            " ",
            event.getString("at"),
            event.getString("type"),
            event.getJsonObject("data").encode());
  }
}
