package dev.principia.fuzz;

import dev.principia.contract.Contract;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes requests to every operation of a contract, the same ones for the same seed and the same
/// answers. Half of them fit the contract, the others are damaged in one to three places.
public final class Requests {
  private final List<Subject> subjects;
  private final List<Subject> quick;
  private final Pool pool;
  private final long seed;

  public Requests(Contract contract, long seed) {
    this.subjects = Subject.all(contract);
    this.quick = subjects.stream().filter(each -> !each.slow()).toList();
    this.pool = new Pool(subjects);
    this.seed = seed;
  }

  public int operations() {
    return subjects.size();
  }

  /// The request of this number; one after the other they go round all operations.
  public Request make(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    Subject subject = subject(number, random);
    Draft draft = valid(subject, random);
    if (number / subjects.size() % 2 == 1) {
      Values values = new Values(pool, random);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        boolean body = !subject.bodies().isEmpty() && random.nextInt(3) > 0;
        if (body) {
          new BodyDamage(draft, values, random).once();
        } else {
          new HeadDamage(draft, values, random).once();
        }
      }
    }
    return draft.request();
  }

  /// What is slow on purpose is asked less often.
  private Subject subject(int number, Random random) {
    Subject next = subjects.get(number % subjects.size());
    boolean wait = next.slow() && number / subjects.size() % 16 > 1;
    return wait ? Corpus.of(random, quick) : next;
  }

  /// Remembers what an answer shows.
  public void learn(Request request, Answer answer) {
    boolean json =
        answer.status() < 300
            && answer.header("Content-Type").orElse("").startsWith("application/json")
            && answer.header("Content-Encoding").isEmpty();
    if (json && !request.isHead()) {
      String path = request.path().substring(Contract.BASE.length());
      pool.learn(path, answer.header("Location"), Json.decodeValue(answer.text()));
    }
  }

  private Draft valid(Subject subject, Random random) {
    Draft draft = new Draft(subject);
    Values values = new Values(pool, random);
    for (String segment : subject.path().substring(1).split("/", -1)) {
      draft.segments.add(segment.startsWith("{") ? segment(subject, segment, values) : segment);
    }
    for (JsonObject parameter : subject.parameters()) {
      boolean wanted = parameter.getBoolean("required", false) || random.nextInt(5) < 2;
      if (wanted) {
        add(draft, parameter, values, random);
      }
    }
    body(draft, values, random);
    return draft;
  }

  private static String segment(Subject subject, String segment, Values values) {
    String name = segment.substring(1, segment.length() - 1);
    return subject.parameters().stream()
        .filter(each -> each.getString("in").equals("path") && each.getString("name").equals(name))
        .findFirst()
        .map(each -> Draft.encoded(text(values, each)))
        .orElseThrow(() -> new AssertionError(subject.path() + " does not describe " + name));
  }

  private static void add(Draft draft, JsonObject parameter, Values values, Random random) {
    String name = parameter.getString("name");
    switch (parameter.getString("in")) {
      case "query" -> {
        // A cursor belongs to the query that gave it: here it would be a broken one.
        if (!name.equals("cursor")) {
          String value = draft.subject.slow() ? "1" : query(name, parameter, values, random);
          draft.query.add(name + "=" + Draft.encoded(value));
        }
      }
      case "header" -> draft.header(name, header(name, parameter, values, random));
      default -> {}
    }
  }

  private static String query(String name, JsonObject parameter, Values values, Random random) {
    return name.equals("after") ? position(random) : text(values, parameter);
  }

  /// In the log of events, whose numbers have no form but being one.
  private static String position(Random random) {
    return String.valueOf(random.nextLong(1L << 40));
  }

  private static String header(String name, JsonObject parameter, Values values, Random random) {
    return switch (name) {
      case "If-Match", "If-None-Match" ->
          random.nextInt(4) > 0 ? "*" : "\"" + random.nextInt(9) + "\"";
      case "Last-Event-ID" -> position(random);
      case "Prefer" -> "wait=1";
      case "Idempotency-Key" -> new UUID(random.nextLong(), random.nextLong()).toString();
      default -> text(values, parameter);
    };
  }

  private static String text(Values values, JsonObject parameter) {
    JsonObject schema = parameter.getJsonObject("schema").copy();
    if (parameter.containsKey("example")) {
      schema.put("example", parameter.getValue("example").toString());
    }
    return String.valueOf(values.valid(parameter.getString("name"), schema));
  }

  private static void body(Draft draft, Values values, Random random) {
    if (draft.subject.bodies().isEmpty()) {
      return;
    }
    List<Map.Entry<String, Subject.Body>> bodies = List.copyOf(draft.subject.bodies().entrySet());
    Map.Entry<String, Subject.Body> chosen = Corpus.of(random, bodies);
    String mediaType = chosen.getKey();
    List<Object> examples = chosen.getValue().examples();
    boolean shown = !examples.isEmpty() && random.nextInt(3) == 0;
    Object value =
        shown ? Corpus.of(random, examples) : values.valid("body", chosen.getValue().schema());
    draft.header("Content-Type", mediaType);
    if (mediaType.endsWith("json")) {
      draft.json = value instanceof JsonObject object ? object.copy() : value;
      draft.body = Json.encode(draft.json).getBytes(StandardCharsets.UTF_8);
    } else if (mediaType.startsWith("multipart/")) {
      draft.header("Content-Type", mediaType + "; boundary=edge");
      draft.body = multipart(value).getBytes(StandardCharsets.UTF_8);
    } else {
      Object text = examples.isEmpty() ? value : Corpus.of(random, examples);
      draft.body = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String multipart(@Nullable Object value) {
    StringBuilder body = new StringBuilder();
    if (value instanceof JsonObject form) {
      form.forEach(
          each ->
              body.append("--edge\r\nContent-Disposition: form-data; name=\"")
                  .append(each.getKey())
                  .append("\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n")
                  .append(each.getValue())
                  .append("\r\n"));
    }
    return body.append("--edge--\r\n").toString();
  }
}
