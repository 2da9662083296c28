package dev.principia.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values that a schema allows, and those just beyond what it allows.
final class Values {
  private static final List<String> WORDS =
      List.of(
          "Caching",
          "Ada Lovelace",
          "query-plans",
          "a long enough passphrase",
          "ünï cödé 😀",
          "SELECT is a word",
          "x",
          "<b>bold</b>",
          "# Title\n\n- one\n- two\n",
          "Europe/Berlin",
          "en",
          "java",
          "123456",
          "*/5 * * * *",
          "https://example.org/a?b=c");

  private final Pool pool;
  private final Random random;

  Values(Pool pool, Random random) {
    this.pool = pool;
    this.random = random;
  }

  /// A value that fits, as far as can be told from the schema.
  ///
  /// @param name of the member or parameter, by which answers may have shown a good one
  @Nullable Object valid(String name, JsonObject schema) {
    if (schema.containsKey("const")) {
      return schema.getValue("const");
    }
    JsonArray allowed = schema.getJsonArray("enum", new JsonArray());
    if (!allowed.isEmpty()) {
      return allowed.getValue(random.nextInt(allowed.size()));
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.containsKey(choice)) {
        JsonArray choices = schema.getJsonArray(choice);
        return valid(name, choices.getJsonObject(random.nextInt(choices.size())));
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" -> array(name, schema);
      case "integer", "number" -> number(schema);
      case "boolean" -> random.nextBoolean();
      case "null" -> null;
      default -> text(name, schema);
    };
  }

  private String type(JsonObject schema) {
    return switch (schema.getValue("type")) {
      case JsonArray types -> types.getString(random.nextInt(types.size()));
      case String type -> type;
      case null, default -> schema.containsKey("properties") ? "object" : "string";
    };
  }

  private JsonObject object(JsonObject schema) {
    JsonObject object = new JsonObject();
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    schema
        .getJsonObject("properties", new JsonObject())
        .forEach(
            each -> {
              if (required.contains(each.getKey()) || random.nextBoolean()) {
                object.put(each.getKey(), valid(each.getKey(), (JsonObject) each.getValue()));
              }
            });
    return object;
  }

  private JsonArray array(String name, JsonObject schema) {
    int least = schema.getInteger("minItems", 0);
    int most = Math.min(schema.getInteger("maxItems", 3), least + 3);
    JsonArray array = new JsonArray();
    JsonObject items = schema.getJsonObject("items", new JsonObject());
    for (int left = least + random.nextInt(most - least + 1); left > 0; left--) {
      Object item = valid(name, items);
      if (!array.contains(item)) {
        array.add(item);
      }
    }
    return array;
  }

  private long number(JsonObject schema) {
    long least = schema.getLong("minimum", -1_000L);
    long most = schema.getLong("maximum", Math.max(least, 1_000L));
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + random.nextLong(Math.min(most - least + 1, 50));
    };
  }

  private String text(String name, JsonObject schema) {
    List<String> fitting =
        Stream.of(
                pool.any(name, random),
                pool.any("{" + name + "}", random),
                Optional.ofNullable(schema.getString("example")),
                Optional.of(format(schema.getString("format", ""))),
                Optional.of(Corpus.of(random, WORDS)),
                Optional.of(Corpus.any(random)))
            .flatMap(Optional::stream)
            .filter(each -> fits(each, schema))
            .toList();
    return fitting.isEmpty() ? shown(schema) : Corpus.of(random, fitting);
  }

  private String format(String format) {
    return switch (format) {
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "email" -> "fuzz-" + random.nextInt(1_000_000) + "@example.org";
      case "date-time" -> "2026-03-0" + (1 + random.nextInt(9)) + "T09:00:00Z";
      case "uri", "uri-reference" -> "https://example.org/" + random.nextInt(1_000);
      default -> Corpus.of(random, WORDS);
    };
  }

  private static String shown(JsonObject schema) {
    JsonArray examples = schema.getJsonArray("examples", new JsonArray());
    return examples.isEmpty()
        ? "a".repeat(schema.getInteger("minLength", 1))
        : examples.getString(0);
  }

  private static boolean fits(String text, JsonObject schema) {
    int length = text.codePointCount(0, text.length());
    // JSON and our parameters know this character, and no operation takes it.
    boolean nul = text.indexOf(0) >= 0;
    return !nul
        && length >= schema.getInteger("minLength", 0)
        && length <= schema.getInteger("maxLength", Integer.MAX_VALUE)
        && Optional.ofNullable(schema.getString("pattern"))
            .map(pattern -> Pattern.compile(pattern).matcher(text).find())
            .orElse(true);
  }

  /// Values at and beyond the edges of the schema, and such of other types.
  List<Object> edges(JsonObject schema) {
    List<Object> edges = new ArrayList<>();
    for (String length : List.of("minLength", "maxLength")) {
      if (schema.containsKey(length)) {
        int edge = Math.min(schema.getInteger(length), 300_000);
        for (int each : new int[] {edge - 1, edge, edge + 1}) {
          String part = random.nextBoolean() ? "a" : "😀";
          edges.add(part.repeat(Math.max(0, each)));
        }
      }
    }
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.containsKey(bound)) {
        long edge = schema.getLong(bound);
        edges.addAll(List.of(edge - 1, edge, edge + 1));
      }
    }
    for (String count : List.of("minItems", "maxItems")) {
      if (schema.containsKey(count)) {
        int edge = Math.min(schema.getInteger(count), 2_000);
        edges.add(many(schema, Math.max(0, edge - 1)));
        edges.add(many(schema, edge + 1));
      }
    }
    return edges;
  }

  private JsonArray many(JsonObject schema, int count) {
    JsonArray many = new JsonArray();
    JsonObject items = schema.getJsonObject("items", new JsonObject());
    for (int i = 0; i < count; i++) {
      many.add(valid("", items));
    }
    return many;
  }
}
