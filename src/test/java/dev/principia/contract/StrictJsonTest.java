package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  @Test
  void readsObjectsInTheOrderOfTheirMembers() {
    var read = StrictJson.object(utf8("{\"b\":[1,true,null,\"é😀\"],\"a\":{}}"));
    assertEquals("{\"b\":[1,true,null,\"é😀\"],\"a\":{}}", read.encode());
  }

  @Test
  void readsEscapesInTextsAndNames() {
    assertEquals(
        new JsonObject().put("😀", "\b\f\n\r\t\"\\/é😀"),
        StrictJson.parse(
            utf8("{\"\\ud83d\\uDE00\":\"\\b\\f\\n\\r\\t\\\"\\\\\\/\\u00e9\\uD83D\\ude00\"}")));
    assertEquals("\\ud800", StrictJson.parse(utf8("\"\\\\ud800\"")));
  }

  @Test
  void readsAHundredThousandMembers() {
    var written = new StringJoiner(",", "{", "}");
    IntStream.range(0, 100_000).forEach(i -> written.add("\"name" + i + "\":" + i));
    assertEquals(100_000, StrictJson.object(utf8(written.toString())).size());
  }

  @Test
  void readsEveryKindOfDocument() {
    assertEquals(new JsonArray(), StrictJson.parse(utf8(" [] \n")));
    assertEquals("x", StrictJson.parse(utf8("\"x\"")));
    assertEquals(7, StrictJson.parse(utf8("7\r\n\t ")));
    assertEquals(false, StrictJson.parse(utf8("false")));
    assertNull(StrictJson.parse(utf8("null")));
  }

  @Test
  void givesIntegersTheSmallestTypeThatHoldsThem() {
    assertEquals(Integer.MAX_VALUE, StrictJson.parse(utf8("2147483647")));
    assertEquals(2147483648L, StrictJson.parse(utf8("2147483648")));
    assertEquals(Long.MIN_VALUE, StrictJson.parse(utf8("-9223372036854775808")));
    assertEquals(
        new BigInteger("9223372036854775808"), StrictJson.parse(utf8("9223372036854775808")));
    assertEquals(new BigInteger("9".repeat(100)), StrictJson.parse(utf8("9".repeat(100))));
  }

  @Test
  void losesNoDigitOfADecimal() {
    assertEquals(0.1, StrictJson.parse(utf8("0.1")));
    assertEquals(100000.0, StrictJson.parse(utf8("1E5")));
    assertEquals(-0.0, StrictJson.parse(utf8("-0.0")));
    assertEquals(
        new BigDecimal("0.1000000000000000001"), StrictJson.parse(utf8("0.1000000000000000001")));
    assertEquals(new BigDecimal("1e400"), StrictJson.parse(utf8("1e400")));
    assertEquals(new BigDecimal("1e-400"), StrictJson.parse(utf8("1e-0400")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1,}                | 7",
        "{\"a\" 1}                 | 5",
        "{a:1}                     | 1",
        "{'a':1}                   | 1",
        "{\"a\":1                  | 6",
        "{\"a\":}                  | 5",
        "{\"a\":1,,\"b\":2}        | 7",
        "[1 2]                     | 3",
        "[1,]                      | 3",
        "[,1]                      | 1",
        "[1}                       | 2",
        "[                         | 1",
        "]                         | 0",
        "tru                       | 0",
        "[tralse]                  | 1",
        "[truex]                   | 1",
        "[True]                    | 1",
        "[01]                      | 2",
        "[-01]                     | 3",
        "[1.]                      | 3",
        "[.5]                      | 1",
        "[1e]                      | 3",
        "[1e+]                     | 4",
        "[-]                       | 2",
        "-                         | 1",
        "[+1]                      | 1",
        "[+]                       | 2",
        "[0x1]                     | 2",
        "[1.5x]                    | 4",
        "1x                        | 1",
        "[NaN]                     | 1",
        "[-NaN]                    | 2",
        "[Infinity]                | 1",
        "[-Infinity]               | 2",
        "[+Infinity]               | 1",
        "[INF]                     | 1",
        "\"ab                      | 3",
        "\"a\\x\"                  | 3",
        "\"a\\u12g4\"              | 6",
        "[\"\u00e9\" x]            | 6",
        "/*c*/1                    | 0",
        "[1//c]                    | 2",
      })
  void refusesWhatIsNotJsonAtTheByteThatIsWrong(String text, int offset) {
    assertRefused("malformed-json", offset, "", utf8(text));
  }

  @Test
  void refusesControlCharactersInStrings() {
    assertRefused("malformed-json", 3, "", utf8("[\"a\tb\"]"));
    assertRefused("malformed-json", 6, "", utf8("[\"abcd\u0000\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{} x      | 3",
        "[1][2]    | 3",
        "1 2       | 2",
        "true,     | 4",
        "\"a\"\"b\"| 3",
        "null/*c*/ | 4",
        "{}}       | 2",
      })
  void refusesBytesAfterTheDocument(String text, int offset) {
    assertRefused("trailing-bytes", offset, "", utf8(text));
  }

  @Test
  void refusesNothing() {
    assertRefused("empty", 0, "", utf8(""));
    assertRefused("empty", 3, "", utf8(" \n\t"));
  }

  @Test
  void refusesASecondMemberOfTheSameNameHoweverItIsWritten() {
    assertRefused("duplicate-member", 7, "/a", utf8("{\"a\":1,\"a\":2}"));
    assertRefused(
        "duplicate-member", 19, "/x/1/a", utf8("{\"x\":[0,{\"a\":null, \"\\u0061\":2}]}"));
    assertRefused("duplicate-member", 9, "/~1~0", utf8("{\"/~\": 1,\"/~\":2}"));
    assertRefused("duplicate-member", 6, "/", utf8("{\"\":1,\"\":2}"));
  }

  @Test
  void takesTheSameNameInDifferentObjects() {
    assertEquals(
        new JsonObject("{\"a\":{\"a\":1},\"b\":{\"a\":1}}"),
        StrictJson.object(utf8("{\"a\":{\"a\":1},\"b\":{\"a\":1}}")));
  }

  @Test
  void refusesTheSixtyFifthLevel() {
    assertTrue(StrictJson.parse(utf8("[".repeat(64) + "]".repeat(64))) instanceof JsonArray);
    assertRefused("too-deep", 64, "/0".repeat(64), utf8("[".repeat(65) + "]".repeat(65)));
    assertRefused("too-deep", 64 * 5, "/a".repeat(64), utf8("{\"a\":".repeat(100_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "2280220022, 1", // a continuation byte on its own
    "22C0AF22, 1", // overlong solidus
    "22C1BF22, 1",
    "22E0809F22, 1", // overlong, three bytes
    "22E09FBF22, 1",
    "22F08FBFBF22, 1", // overlong, four bytes
    "22EDA08022, 1", // an encoded surrogate
    "22EDBFBF22, 1",
    "22F490808022, 1", // beyond U+10FFFF
    "22F888808080, 1",
    "2261FF22, 2",
    "22C3A9C322, 3", // cut short by a quote
    "22E282, 1", // cut short by the end
    "FFFE7B007D00, 0", // UTF-16 with a byte order mark
    "7B007D00, 1", // UTF-16 without, little endian
    "007B007D, 0",
    "7B0000007D000000, 1", // UTF-32
    "0000007B, 0",
    "6162636465666768696A80, 10", // after a stride of ASCII
  })
  void refusesWhatIsNotUtf8WhereTheSequenceBegins(String hex, int offset) {
    assertRefused("invalid-encoding", offset, "", HexFormat.of().parseHex(hex));
  }

  @Test
  void takesTheFirstAndLastCharacterOfEveryLength() {
    String edges =
        "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff"
            + Character.toString(0x10000)
            + Character.toString(0x10FFFF);
    assertEquals(edges, StrictJson.parse(utf8("\"" + edges + "\"")));
  }

  @Test
  void refusesAByteOrderMark() {
    assertRefused("malformed-json", 0, "", utf8("\ufeff{}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[\"\\ud800\"]                        | 2  | /0",
        "[\"\\ud83d\\ude00\\ud83d\"]          | 14 | /0",
        "{\"a\":\"\u00e9\ud83d\ude00\\n\\udc00x\"}  | 14 | /a",
        "{\"a\":\"\\ud800\\ud800\\udc00\"}    | 6  | /a",
        "{\"a\":\"\\udc00\\ud800\"}           | 6  | /a",
        "{\"a\":{\"b\\ud800c\":1}}            | 8  | /a",
        "{\"\\udbff\":1}                      | 2  | ``",
        "\"\\ud800\"                          | 1  | ``",
        "[{\"\\ud83d\\ude00\\udc00\":1}]       | 15 | /0",
        "[\"\\\\ud800\\uDBFFx\"]                | 9  | /0",
        "[\"\\ud800\\x\"]                       | 2  | ``",
        "\"\\ud800\\x\"                         | 1  | ``",
      })
  void refusesHalfASurrogatePairAtItsEscape(String text, int offset, String pointer) {
    assertRefused("lone-surrogate", offset, pointer, utf8(text));
  }

  @Test
  void refusesTheCharacterThatTheDatabaseCannotStore() {
    assertRefused("nul-character", 9, "/a/0", utf8("{\"a\": [\"x\\u0000\"]}"));
    assertRefused("nul-character", 2, "", utf8("{\"\\u0000\":1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e401", "1E-401", "-1.5e+0999999999999999999999", "0e99999999999"})
  void refusesExponentsThatWouldCostMemory(String number) {
    assertRefused("number-too-long", 5, "/n", utf8("{\"n\":" + number + "}"));
  }

  @Test
  void refusesNumbersOfMoreThanAHundredCharacters() {
    assertRefused("number-too-long", 1, "/0", utf8("[" + "9".repeat(101) + "]"));
    assertRefused("number-too-long", 0, "", utf8("0." + "1".repeat(1_000_000)));
  }

  @Test
  void refusesADocumentThatIsNotAnObjectWhereOneIsNeeded() {
    var refused = assertThrows(JsonRefused.class, () -> StrictJson.object(utf8(" [1]")));
    assertEquals("not-an-object", refused.code());
    assertEquals(1, refused.offset());
    assertEquals("", refused.pointer());
  }

  @Test
  void saysWhatIsWrongWithoutRepeatingTheInput() {
    assertEquals("Unexpected '}' at byte 7.", refusal(utf8("{\"a\":1,}")).detail());
    assertEquals("Unexpected end at byte 1.", refusal(utf8("[")).detail());
    assertEquals("Unexpected byte 0x09 at byte 1.", refusal(utf8("\"\t\"")).detail());
    assertFalse(refusal(utf8("[hunter2]")).detail().contains("hunter2"));
  }

  @Test
  void leavesOutAPointerThatIsTooLongToSendBack() {
    String name = "\"" + "n".repeat(300) + "\":1";
    assertRefused("duplicate-member", name.length() + 2, "", utf8("{" + name + "," + name + "}"));
  }

  @Test
  void refusalsCostNoStackTrace() {
    assertEquals(0, refusal(utf8("[")).getStackTrace().length);
  }

  private static void assertRefused(String code, int offset, String pointer, byte[] bytes) {
    JsonRefused refused = refusal(bytes);
    assertEquals(
        code + " at " + offset + " in '" + pointer + "'",
        refused.code() + " at " + refused.offset() + " in '" + refused.pointer() + "'");
  }

  private static JsonRefused refusal(byte[] bytes) {
    return assertThrows(JsonRefused.class, () -> StrictJson.parse(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
