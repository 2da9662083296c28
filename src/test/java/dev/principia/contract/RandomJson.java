package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Random JSON values and random ways to write one down, the same for the same seed.
final class RandomJson {
  private static final int[] CHARACTERS = {
    'a', 'Z', '0', ' ', '"', '\\', '/', '~', '\b', '\f', '\n', '\r', '\t', 0x01, 0x1F, 0x7F, 0xE9,
    0x7FF, 0x800, 0x2028, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF
  };

  private final Random random;

  RandomJson(int seed) {
    random = new Random(seed);
  }

  /// A value with at most `depth` levels of arrays and objects.
  @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt();
      case 3 -> random.nextLong(1L << 40) + (1L << 32);
      case 4 -> new BigInteger(200, random).setBit(200);
      case 5 -> decimal();
      case 6 -> text();
      case 7 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private Number decimal() {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) && random.nextBoolean()
        ? any
        : new BigDecimal(new BigInteger(150, random).setBit(150), random.nextInt(1, 300));
  }

  private String text() {
    var text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private JsonArray array(int depth) {
    var array = new JsonArray();
    for (int left = random.nextInt(5); left > 0; left--) {
      array.add(value(depth));
    }
    return array;
  }

  private JsonObject object(int depth) {
    var object = new JsonObject();
    for (int left = random.nextInt(5); left > 0; left--) {
      object.put(text(), value(depth));
    }
    return object;
  }

  /// One of the many texts that mean `value`.
  String write(@Nullable Object value) {
    return space() + token(value) + space();
  }

  private String token(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> object(object);
      case JsonArray array -> array(array);
      case String text -> quoted(text);
      case BigDecimal decimal ->
          decimal.scale() > 80 ? decimal.toString() : decimal.toPlainString();
      case null, default -> String.valueOf(value);
    };
  }

  private String object(JsonObject object) {
    var members = new StringJoiner(",", "{", "}").setEmptyValue("{" + space() + "}");
    for (Map.Entry<String, Object> member : object) {
      members.add(space() + quoted(member.getKey()) + space() + ":" + write(member.getValue()));
    }
    return members.toString();
  }

  private String array(JsonArray array) {
    var elements = new StringJoiner(",", "[", "]").setEmptyValue("[" + space() + "]");
    for (Object element : array) {
      elements.add(write(element));
    }
    return elements.toString();
  }

  private String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> quoted.append(written(character)));
    return quoted.append('"').toString();
  }

  private String written(int character) {
    boolean mustEscape = character < ' ' || character == '"' || character == '\\';
    String plain = Character.toString(character);
    return mustEscape || random.nextInt(4) == 0 ? escaped(plain) : plain;
  }

  private static String escaped(String character) {
    var escaped = new StringBuilder();
    character
        .chars()
        .forEach(unit -> escaped.append("\\u").append(HexFormat.of().toHexDigits((char) unit)));
    return escaped.toString();
  }

  private String space() {
    return random.nextInt(4) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
  }
}
