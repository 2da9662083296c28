package dev.principia.fuzz;

import dev.principia.contract.Contract;
import dev.principia.contract.Media;
import dev.principia.contract.Operation;
import dev.principia.contract.Route;
import dev.principia.contract.Schema;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with an answer, whatever the request was.
public final class Judge {
  /// Refusals of what is no request to any operation; the contract describes them in its preface.
  private static final Set<Integer> OF_THE_HEAD = Set.of(400, 414, 417, 431, 501);

  /// Answers to a path that no operation has.
  private static final Set<Integer> ELSEWHERE = Set.of(200, 204, 308, 404, 405);

  /// A request that fits the contract is never unreadable.
  private static final Set<Integer> UNREADABLE = Set.of(400, 406, 413, 414, 415, 431);

  private static final Pattern STACK =
      Pattern.compile("\\bat [\\w.$]+\\([\\w.]+\\.java:\\d+\\)|Exception\\b|\\.java:\\d+");

  private static final long LONGEST_MILLIS = 5_000;

  private final Contract contract;
  private final Pattern inside;
  private final Schema problem;

  /// @param names of tables, columns, constraints and indexes that no answer may tell
  public Judge(Contract contract, Set<String> names) {
    this.contract = contract;
    this.inside =
        Pattern.compile(
            "(?i)\\b(select .{1,80} from|insert into|sqlstate|syntax error|duplicate key|violates"
                + "|pg_\\w+|jdbc|hikari\\w*|jetty|netty|vert\\.?x|jackson|jedis|dev\\.principia"
                + "|java\\.(lang|util|io|net)|org\\.\\w+\\.\\w+|nullpointer\\w*|"
                + String.join("|", names)
                + ")\\b");
    this.problem =
        contract.operations().stream()
            .flatMap(each -> each.responses().entrySet().stream())
            .filter(each -> each.getKey().equals("404 " + Media.PROBLEM))
            .findFirst()
            .orElseThrow()
            .getValue();
  }

  /// Everything that is wrong with the answer, each as one line.
  public List<String> complaints(Request request, Answer answer) {
    List<String> complaints = new ArrayList<>();
    Route route = contract.route(request.method(), request.path());
    if (route instanceof Route.Found found) {
      documented(request, found.operation(), answer, complaints);
    } else if (!ELSEWHERE.contains(answer.status()) && !OF_THE_HEAD.contains(answer.status())) {
      complaints.add("answers " + answer.status() + " where no operation is");
    }
    failure(answer, complaints);
    form(answer, route instanceof Route.Found, complaints);
    leaks(answer, complaints);
    if (answer.millis() > LONGEST_MILLIS) {
      complaints.add("takes longer than " + LONGEST_MILLIS + " ms");
    }
    return complaints;
  }

  private static void documented(
      Request request, Operation operation, Answer answer, List<String> complaints) {
    int status = answer.status();
    if (request.damage().isEmpty() && UNREADABLE.contains(status)) {
      complaints.add("calls a request that fits the contract unreadable: " + status);
    }
    boolean damaged = !request.damage().isEmpty() && OF_THE_HEAD.contains(status);
    if (!operation.statuses().contains(status)) {
      if (!damaged) {
        complaints.add(operation.id() + " does not document " + status);
      }
      return;
    }
    if (status == 204 || status == 304 || request.isHead() || answer.endless()) {
      return;
    }
    String type = Media.bare(answer.header("Content-Type").orElse(""));
    Optional.ofNullable(operation.responses().get(status + " " + type))
        .ifPresentOrElse(
            schema -> fits(operation.id() + " " + status, schema, type, answer, complaints),
            () -> complaints.add(operation.id() + " does not document " + status + " " + type));
    statements(operation, answer, complaints);
  }

  private static void statements(Operation operation, Answer answer, List<String> complaints) {
    Matcher count =
        Pattern.compile("db;dur=[0-9.]+;desc=\"([0-9]+)\"")
            .matcher(answer.header("Server-Timing").orElse(""));
    if (count.find() && Integer.parseInt(count.group(1)) > operation.statements()) {
      complaints.add(operation.id() + " runs more statements than it says: " + count.group(1));
    }
  }

  private static void fits(
      String where, Schema schema, String type, Answer answer, List<String> complaints) {
    boolean packed = answer.header("Content-Encoding").isPresent();
    if (type.endsWith("json") && !type.endsWith("ndjson") && !packed) {
      var defects = schema.check(Json.decodeValue(answer.text()));
      if (!defects.isEmpty()) {
        complaints.add(where + " is not of its schema: " + defects);
      }
    }
  }

  private static void failure(Answer answer, List<String> complaints) {
    boolean known =
        answer.status() == 501
            || (answer.status() == 503 && answer.header("Retry-After").isPresent());
    if (answer.status() >= 500 && !known) {
      complaints.add("fails with " + answer.status());
    }
  }

  /// @param held whether its body was held against an operation's schema
  private void form(Answer answer, boolean held, List<String> complaints) {
    for (String name :
        List.of("X-Request-Id", "X-Content-Type-Options", "Content-Security-Policy")) {
      if (answer.header(name).isEmpty() && answer.status() != 101) {
        complaints.add("has no " + name);
      }
    }
    if (answer.header("Server").isPresent() || answer.header(Corpus.INJECTED).isPresent()) {
      complaints.add("has a header that it must not have");
    }
    String type = Media.bare(answer.header("Content-Type").orElse(""));
    if (answer.status() >= 400 && answer.body().length() > 0) {
      if (type.equals(Media.PROBLEM) && !held) {
        fits("a problem", problem, type, answer, complaints);
      } else if (!type.equals(Media.PROBLEM) && !type.equals(Media.HTML)) {
        complaints.add("a refusal is of type " + type);
      }
    }
  }

  /// A problem may name what it was sent; what it says in words is held against the program's own.
  private void leaks(Answer answer, List<String> complaints) {
    String text = Corpus.without(answer.text());
    find(STACK, text, complaints);
    if (text.contains(Corpus.PRODUCT)) {
      complaints.add("has calculated what it was sent");
    }
    boolean problem = Media.bare(answer.header("Content-Type").orElse("")).equals(Media.PROBLEM);
    if (problem && answer.body().length() > 0) {
      JsonObject json = new JsonObject(answer.text());
      StringBuilder words = new StringBuilder(json.getString("title") + json.getString("detail"));
      for (Object each : json.getJsonArray("errors", new io.vertx.core.json.JsonArray())) {
        words.append('\n').append(((JsonObject) each).getString("detail"));
      }
      find(inside, Corpus.without(words.toString()), complaints);
    }
    find(inside, String.join("\n", answer.headers()).replaceAll("(?i)link:.*", ""), complaints);
  }

  private static void find(Pattern words, String text, List<String> complaints) {
    Matcher found = words.matcher(text);
    if (found.find()) {
      complaints.add("tells of its inside: " + found.group());
    }
  }
}
