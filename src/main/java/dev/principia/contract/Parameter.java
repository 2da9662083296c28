package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A parameter of the contract with its constraints, read from text directly: no schema walk and no
/// second decoding per request.
///
/// Text of the wrong type is *unreadable* (400), a readable value that breaks a constraint is
/// *refused* (422).
record Parameter(
    String name,
    In in,
    Type type,
    boolean required,
    Set<String> allowed,
    Optional<Pattern> pattern,
    long minimum,
    long maximum,
    @Nullable Object fallback) {

  enum In {
    PATH,
    QUERY,
    HEADER
  }

  enum Type {
    STRING,
    INTEGER,
    BOOLEAN
  }

  static Parameter of(JsonObject json) {
    JsonObject schema = json.getJsonObject("schema");
    Type type = Type.valueOf(schema.getString("type").toUpperCase(java.util.Locale.ROOT));
    String most = type == Type.STRING ? "maxLength" : "maximum";
    String least = type == Type.STRING ? "minLength" : "minimum";
    return new Parameter(
        json.getString("name"),
        In.valueOf(json.getString("in").toUpperCase(java.util.Locale.ROOT)),
        type,
        json.getBoolean("required", false),
        texts(schema.getJsonArray("enum", new JsonArray())),
        Optional.ofNullable(schema.getString("pattern")).map(Pattern::compile),
        schema.getLong(least, type == Type.STRING ? 0L : Long.MIN_VALUE),
        schema.getLong(most, type == Type.STRING ? Integer.MAX_VALUE : Long.MAX_VALUE),
        schema.getValue("default"));
  }

  private static Set<String> texts(JsonArray array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(value -> texts.add(value.toString()));
    return texts;
  }

  /// The value of `text`; what is wrong with it goes to `defects`, and then there is no value.
  Optional<Object> read(String text, Defects defects) {
    return switch (type) {
      case STRING -> readString(text, defects);
      case INTEGER -> readInteger(text, defects);
      case BOOLEAN -> readBoolean(text, defects);
    };
  }

  private Optional<Object> readString(String text, Defects defects) {
    int length = text.codePointCount(0, text.length());
    if (in == In.PATH && (length < minimum || length > maximum || !fits(text))) {
      return unreadable(defects, "malformed", "`" + name + "` is not of the documented form.");
    }
    if (!allowed.isEmpty() && !allowed.contains(text)) {
      return refused(
          defects, "unknown-value", "`" + name + "` must be one of: " + String.join(", ", allowed));
    }
    if (length < minimum || length > maximum) {
      return refused(
          defects,
          "wrong-length",
          "`%s` must have %d to %d characters.".formatted(name, minimum, maximum));
    }
    if (!fits(text)) {
      return refused(defects, "wrong-form", "`" + name + "` is not of the documented form.");
    }
    return Optional.of(text);
  }

  private boolean fits(String text) {
    return pattern.isEmpty() || pattern.get().matcher(text).find();
  }

  private Optional<Object> readInteger(String text, Defects defects) {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      return unreadable(defects, "not-an-integer", "`" + name + "` must be an integer.");
    }
    if (value < minimum || value > maximum) {
      return refused(
          defects, "out-of-range", "`%s` must be from %d to %d.".formatted(name, minimum, maximum));
    }
    return Optional.of(value);
  }

  private Optional<Object> readBoolean(String text, Defects defects) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> unreadable(defects, "not-a-boolean", "`" + name + "` must be `true` or `false`.");
    };
  }

  private Optional<Object> unreadable(Defects defects, String code, String detail) {
    defects.unreadable(Defect.parameter(name, code, detail));
    return Optional.empty();
  }

  private Optional<Object> refused(Defects defects, String code, String detail) {
    defects.refused(Defect.parameter(name, code, detail));
    return Optional.empty();
  }
}
