package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of `format` that the contract may use. The validator's own checks let a line break
/// after the value pass and fail at empty text, so they are not used.
final class Formats {
  private static final String OURS = "principia-";
  private static final int LONGEST_EMAIL = 254;

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?![.]|.*[.][.@])[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
              + "@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

  private static final Map<String, Predicate<String>> KNOWN =
      Map.of(
          "email", text -> text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches(),
          "uuid", text -> UUID.matcher(text).matches(),
          "date-time", Formats::isTime,
          "uri", text -> isReference(text) && URI.create(text).isAbsolute(),
          "uri-reference", Formats::isReference,
          "json-pointer", Formats::isPointer,
          // A hint to forms, no rule.
          "password", text -> true);

  private Formats() {}

  /// A copy of the schema whose formats only [#check] knows; an [IllegalStateException] names one
  /// that nobody knows.
  static JsonObject renamed(JsonObject schema) {
    JsonObject copy = new JsonObject();
    schema.forEach(entry -> copy.put(entry.getKey(), renamed(entry.getKey(), entry.getValue())));
    return copy;
  }

  private static @Nullable Object renamed(String key, @Nullable Object value) {
    return switch (value) {
      case JsonObject object -> renamed(object);
      case JsonArray array ->
          new JsonArray(array.stream().map(element -> renamed("", element)).toList());
      case String format when key.equals("format") -> OURS + known(format);
      case null, default -> value;
    };
  }

  private static String known(String format) {
    if (!KNOWN.containsKey(format)) {
      throw new IllegalStateException("openapi.yaml: nobody checks the format " + format);
    }
    return format;
  }

  /// What is wrong with a value of a renamed format; null when nothing is, as the validator wants
  /// it. Formats say nothing of values that are no text.
  static @Nullable String check(String type, @Nullable String format, @Nullable Object value) {
    boolean broken =
        format != null
            && value instanceof String text
            && !KNOWN.getOrDefault(format.substring(OURS.length()), any -> true).test(text);
    return broken ? "is not of this format" : null;
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isReference(String text) {
    try {
      new URI(text);
      return text.chars().allMatch(c -> c < 0x80);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isPointer(String text) {
    return (text.isEmpty() || text.startsWith("/")) && !BAD_ESCAPE.matcher(text).find();
  }
}
