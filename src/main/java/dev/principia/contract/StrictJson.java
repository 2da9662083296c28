package dev.principia.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads JSON (RFC 8259) as I-JSON (RFC 7493) asks of a careful receiver: what two readers could
/// understand differently is refused with its place, never repaired.
///
/// Refused are duplicate members, bytes after the document, `NaN` and `Infinity`, comments, a byte
/// order mark, anything but well-formed UTF-8, lone surrogates, U+0000 (which PostgreSQL can't
/// store), more than 64 nested arrays and objects, and numbers of more than 100 characters or with
/// an exponent beyond ±400.
///
/// Plain computation, for any thread. How much memory a document may take is the caller's limit on
/// its bytes.
public final class StrictJson {
  /// The limits are ours, so that each refusal has its own code. Numbers that JSON lacks are let
  /// through to be refused here, where their first byte is still known. Senders choose the names
  /// that Jackson's table of symbols holds: they must not be interned, and a crowded table is no
  /// reason to fail.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /// The document in `bytes`: a [JsonObject], [JsonArray], [String], [Boolean], [Number], or null
  /// for `null`.
  ///
  /// A number without fraction and exponent is an [Integer], [Long] or [java.math.BigInteger], the
  /// first that holds it. Any other is a [Double] when the shortest decimal form of the double is
  /// the same number, else a [BigDecimal]: no digit is ever lost.
  ///
  /// @throws JsonRefused when this is not the JSON that we take
  public static @Nullable Object parse(byte[] bytes) {
    checkEncoding(bytes);
    try (JsonParser parser = JSON.createParser(bytes)) {
      return new StrictJsonReader(bytes, parser).document();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }

  /// The object in `bytes`; a document that is something else is refused as `not-an-object`.
  ///
  /// @throws JsonRefused as [#parse] does
  public static JsonObject object(byte[] bytes) {
    if (parse(bytes) instanceof JsonObject object) {
      return object;
    }
    throw new JsonRefused("not-an-object", startOfContent(bytes, 0), "", "Must be a JSON object.");
  }

  private static void checkEncoding(byte[] bytes) {
    int defect = Utf8.firstDefect(bytes);
    int refused = defect < 0 ? earlyNul(bytes) : defect;
    if (refused >= 0) {
      throw new JsonRefused("invalid-encoding", refused, "", "Not UTF-8 at byte " + refused + ".");
    }
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      throw new JsonRefused("malformed-json", 0, "", "Begins with a byte order mark.");
    }
  }

  /// Where a NUL stands among the first four bytes, or -1. It is how Jackson would tell UTF-16 and
  /// UTF-32.
  private static int earlyNul(byte[] bytes) {
    for (int at = 0; at < Math.min(4, bytes.length); at++) {
      if (bytes[at] == 0) {
        return at;
      }
    }
    return -1;
  }

  /// The first byte from `from` on that is not white space, or the input's length.
  static int startOfContent(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }
}
