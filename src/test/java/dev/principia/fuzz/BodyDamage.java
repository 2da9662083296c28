package dev.principia.fuzz;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Damages a body: one value in it, or the text of it.
final class BodyDamage {
  private static final String RAW = "@@raw@@";
  private static final String DEEP = "[".repeat(3_000) + "]".repeat(3_000);

  /// What no writer of JSON would write, or no reader expect.
  private static final List<String> TOKENS =
      List.of(
          "NaN",
          "-Infinity",
          "1e400",
          "-0",
          "01",
          "0x1F",
          "+1",
          ".5",
          "1.",
          "1e-400",
          "9223372036854775808",
          "99999999999999999999999999.9999999",
          "9".repeat(2_000),
          "1e999999999",
          "\"\\ud800\"",
          "\"\\udc00\\ud83d\"",
          "\"\\u0000\"",
          "\"\\x41\"",
          "'text'",
          "undefined",
          "\"a\nb\"",
          "{\"__proto__\":{\"role\":\"admin\"}}",
          DEEP,
          "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000),
          "[,]",
          "{\"a\":1,\"a\":2}",
          "True");

  private static final List<Object> TYPES =
      List.of(
          0,
          -1,
          1.5,
          true,
          "",
          "x",
          new JsonArray(),
          new JsonObject(),
          new JsonArray().add(1),
          JsonObject.of("a", 1),
          Long.MAX_VALUE,
          Integer.MIN_VALUE);

  /// A value in the body: `key` is a name or an index.
  private record Place(Object parent, Object key, JsonObject schema) {
    void put(@Nullable Object value) {
      switch (parent) {
        case JsonObject object -> object.put(key.toString(), value);
        case JsonArray array -> array.set((Integer) key, value);
        default -> {}
      }
    }

    void remove() {
      switch (parent) {
        case JsonObject object -> object.remove(key.toString());
        case JsonArray array -> array.remove((int) (Integer) key);
        default -> {}
      }
    }
  }

  private final Draft draft;
  private final Values values;
  private final Random random;

  BodyDamage(Draft draft, Values values, Random random) {
    this.draft = draft;
    this.values = values;
    this.random = random;
  }

  void once() {
    List<Place> places = new ArrayList<>();
    draft.subject.bodies().values().stream()
        .findFirst()
        .ifPresent(body -> collect(draft.json, body.schema(), places));
    if (places.isEmpty() || random.nextInt(4) == 0) {
      text();
    } else {
      value(Corpus.of(random, places));
    }
  }

  private static void collect(@Nullable Object value, JsonObject schema, List<Place> places) {
    switch (value) {
      case JsonObject object -> {
        JsonObject known = schema.getJsonObject("properties", new JsonObject());
        for (String name : object.fieldNames()) {
          JsonObject inner = known.getJsonObject(name, new JsonObject());
          places.add(new Place(object, name, inner));
          collect(object.getValue(name), inner, places);
        }
      }
      case JsonArray array -> {
        JsonObject inner = schema.getJsonObject("items", new JsonObject());
        for (int i = 0; i < array.size(); i++) {
          places.add(new Place(array, i, inner));
          collect(array.getValue(i), inner, places);
        }
      }
      case null, default -> {}
    }
  }

  private void value(Place place) {
    String token = "";
    int kind = random.nextInt(10);
    switch (kind) {
      case 0 -> place.put(null);
      case 1 -> place.put(Corpus.of(random, TYPES));
      case 2, 3 -> edge(place);
      case 4, 5 -> place.put(Corpus.any(random));
      case 6 -> place.remove();
      case 7 -> unknown(place);
      case 8 -> place.put("long ".repeat(20_000));
      default -> {
        token = Corpus.of(random, TOKENS);
        place.put(RAW);
      }
    }
    draft.damaged("value " + kind + " at " + place.key());
    String written = Json.encode(draft.json).replace('"' + RAW + '"', token);
    draft.body = written.getBytes(StandardCharsets.UTF_8);
  }

  private void edge(Place place) {
    List<Object> edges = values.edges(place.schema());
    place.put(Corpus.of(random, edges.isEmpty() ? TYPES : edges));
  }

  private void unknown(Place place) {
    String name = random.nextBoolean() ? Corpus.any(random) : "role";
    switch (place.parent()) {
      case JsonObject object -> object.put(name, "admin");
      case JsonArray array -> array.add(JsonObject.of(name, 1));
      default -> {}
    }
  }

  private void text() {
    byte[] whole = draft.body;
    int kind = random.nextInt(12);
    draft.body =
        switch (kind) {
          case 0 -> new byte[0];
          case 1 -> utf8(Corpus.of(random, List.of("null", "[]", "{}", "\"x\"", "1", "[{}]", " ")));
          case 2 -> Arrays.copyOf(whole, random.nextInt(whole.length + 1));
          case 3 -> joined(whole, utf8("{}"));
          case 4 -> joined(utf8("\uFEFF"), whole);
          case 5 -> flipped(whole);
          case 6 -> new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE);
          case 7 -> joined(utf8("["), joined(whole, utf8("]")));
          case 8 -> repeatedMember(whole);
          case 9 -> utf8(Corpus.of(random, TOKENS));
          case 10 -> joined(whole, new byte[] {(byte) 0xC0, (byte) 0xAF});
          default -> utf8(Corpus.any(random).repeat(1 + random.nextInt(500)));
        };
    draft.damaged("text " + kind);
  }

  private byte[] flipped(byte[] whole) {
    byte[] flipped = whole.clone();
    for (int i = 0; i < 3 && flipped.length > 0; i++) {
      flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
    }
    return flipped;
  }

  private static byte[] repeatedMember(byte[] whole) {
    String text = new String(whole, StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    return colon > 1 && text.startsWith("{")
        ? utf8("{" + text.substring(1, colon) + ":null," + text.substring(1))
        : whole;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
