package dev.principia.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// One reading of one document by [StrictJson]. The bytes are known to be UTF-8.
final class StrictJsonReader {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final int HIGHEST_EXPONENT = 400;

  private final byte[] bytes;
  private final JsonParser parser;

  /// Where it is, or -1. It is refused with the string that it stands in, whose place is then
  /// known.
  private final int refusedEscape;

  StrictJsonReader(byte[] bytes, JsonParser parser) {
    this.bytes = bytes;
    this.parser = parser;
    this.refusedEscape = Escapes.firstRefused(bytes);
  }

  /// The document, when it is the only thing in the bytes.
  @Nullable Object document() throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonRefused("empty", bytes.length, "", "There is no JSON.");
      }
      Object document = value(first, 0);
      checkEnd();
      return document;
    } catch (JsonProcessingException stopped) {
      throw unreadable((int) stopped.getLocation().getByteOffset());
    }
  }

  private void checkEnd() throws IOException {
    parser.finishToken();
    int rest = StrictJson.startOfContent(bytes, tokenEnd());
    if (rest < bytes.length) {
      throw new JsonRefused("trailing-bytes", rest, "", "The JSON ends before byte " + rest + ".");
    }
  }

  private @Nullable Object value(JsonToken token, int depth) throws IOException {
    return switch (token) {
      case START_OBJECT -> members(depth + 1);
      case START_ARRAY -> elements(depth + 1);
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private JsonObject members(int depth) throws IOException {
    checkDepth(depth);
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = name();
      if (members.containsKey(name)) {
        throw refused("duplicate-member", tokenStart(), "There is a member of this name already.");
      }
      members.put(name, value(parser.nextToken(), depth));
    }
    return new JsonObject(members);
  }

  private JsonArray elements(int depth) throws IOException {
    checkDepth(depth);
    var elements = new ArrayList<@Nullable Object>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      elements.add(value(token, depth));
    }
    return new JsonArray(elements);
  }

  private void checkDepth(int depth) {
    if (depth > DEEPEST) {
      throw refused("too-deep", tokenStart(), "Nested deeper than " + DEEPEST + " levels.");
    }
  }

  private Number number(JsonToken token) throws IOException {
    int start = tokenStart();
    int digit = bytes[start] == '-' ? start + 1 : start;
    if (bytes[digit] < '0' || bytes[digit] > '9') {
      throw unexpected(digit);
    }
    if (parser.getTextLength() > LONGEST_NUMBER) {
      throw refused("number-too-long", start, "Longer than " + LONGEST_NUMBER + " characters.");
    }
    return token == JsonToken.VALUE_NUMBER_INT ? parser.getNumberValue() : decimal(start);
  }

  private Number decimal(int start) throws IOException {
    String text = parser.getText();
    if (Decimals.exponent(text) > HIGHEST_EXPONENT) {
      throw refused("number-too-long", start, "The exponent is beyond " + HIGHEST_EXPONENT + ".");
    }
    return Decimals.exact(text);
  }

  private String text() throws IOException {
    String text = parser.getText();
    if (isRefusedEscapeBefore(tokenEnd())) {
      throw refusedEscape(pointer());
    }
    return text;
  }

  private String name() throws IOException {
    String name = parser.currentName();
    if (isRefusedEscapeBefore(tokenEnd())) {
      throw refusedEscape(container());
    }
    return name;
  }

  /// Jackson stops after a name that holds half a surrogate pair.
  private JsonRefused unreadable(int offset) {
    return isRefusedEscapeBefore(offset) ? refusedEscape(container()) : unexpected(offset);
  }

  private boolean isRefusedEscapeBefore(int offset) {
    return refusedEscape >= 0 && refusedEscape < offset;
  }

  private JsonRefused refusedEscape(String pointer) {
    return Escapes.isNul(bytes, refusedEscape)
        ? new JsonRefused("nul-character", refusedEscape, pointer, "U+0000 is not taken.")
        : new JsonRefused("lone-surrogate", refusedEscape, pointer, "Half a surrogate pair.");
  }

  private JsonRefused refused(String code, int offset, String detail) {
    return new JsonRefused(code, offset, pointer(), detail);
  }

  private String pointer() {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  /// The pointer of the array or object that is being read.
  private String container() {
    JsonStreamContext outside = parser.getParsingContext().getParent();
    return outside == null ? "" : outside.pathAsPointer().toString();
  }

  private int tokenStart() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private int tokenEnd() {
    return (int) parser.currentLocation().getByteOffset();
  }

  private JsonRefused unexpected(int offset) {
    String what = offset < bytes.length ? named(bytes[offset]) : "end";
    return new JsonRefused(
        "malformed-json", offset, "", "Unexpected " + what + " at byte " + offset + ".");
  }

  private static String named(byte found) {
    return found > ' ' && found < 0x7F
        ? "'" + (char) found + "'"
        : "byte 0x" + HexFormat.of().withUpperCase().toHexDigits(found);
  }
}
