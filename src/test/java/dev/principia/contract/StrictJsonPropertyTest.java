package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random documents from fixed seeds: a failure names the seed that repeats it.
final class StrictJsonPropertyTest {
  private static final int DOCUMENTS = 5_000;

  @Test
  void readsBackWhatWasWrittenHoweverItWasWritten() {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      var document = new RandomJson(seed);
      var value = document.value(4);
      String written = document.write(value);
      assertEquals(value, StrictJson.parse(utf8(written)), "seed " + seed + ": " + written);
    }
  }

  @Test
  void readsDecimalsOfAnyLengthExactly() {
    var random = new Random(6);
    for (int round = 0; round < 100_000; round++) {
      var digits = BigInteger.valueOf(random.nextLong(1L << random.nextInt(1, 63)));
      String written = new BigDecimal(digits, random.nextInt(1, 20)).toPlainString();
      Object read = StrictJson.parse(utf8(written));
      assertEquals(0, new BigDecimal(written).compareTo(new BigDecimal("" + read)), written);
    }
  }

  @Test
  void answersDamagedDocumentsWithAValueOrARefusalInsideTheInput() {
    for (int seed = 0; seed < 4 * DOCUMENTS; seed++) {
      var document = new RandomJson(seed);
      byte[] damaged = damage(utf8(document.write(document.value(4))), new Random(~seed));
      assertReadOrRefused(damaged, seed);
    }
  }

  @Test
  void refusesEveryDocumentThatWasCutShort() {
    for (int seed = 0; seed < 200; seed++) {
      var document = new RandomJson(seed);
      byte[] whole = utf8("[" + document.write(document.value(3)) + "]");
      for (int length = 0; length < whole.length; length++) {
        assertTrue(isRefused(Arrays.copyOf(whole, length)), "seed " + seed + ", length " + length);
      }
    }
  }

  @Test
  void findsTheDefectsOfUtf8ThatTheDecoderOfTheJdkFinds() {
    var random = new Random(8);
    byte[] edges = {
      'a', (byte) 0x7F, (byte) 0x80, (byte) 0x8F, (byte) 0x90, (byte) 0x9F, (byte) 0xA0
    };
    byte[] leads = {
      (byte) 0xBF, (byte) 0xC1, (byte) 0xC2, (byte) 0xDF, (byte) 0xE0, (byte) 0xE1, (byte) 0xED
    };
    byte[] more = {
      (byte) 0xEE, (byte) 0xEF, (byte) 0xF0, (byte) 0xF3, (byte) 0xF4, (byte) 0xF5, (byte) 0xFF
    };
    byte[] alphabet = ByteBuffer.allocate(21).put(edges).put(leads).put(more).array();
    for (int round = 0; round < 300_000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      assertEquals(
          firstDefectByTheJdk(bytes), Utf8.firstDefect(bytes), () -> Arrays.toString(bytes));
    }
  }

  private static int firstDefectByTheJdk(byte[] bytes) {
    var input = ByteBuffer.wrap(bytes);
    var result =
        StandardCharsets.UTF_8.newDecoder().decode(input, CharBuffer.allocate(bytes.length), true);
    return result.isUnderflow() && !input.hasRemaining() ? -1 : input.position();
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = Arrays.copyOf(whole, Math.max(1, whole.length - random.nextInt(2)));
    for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (damaged[at] ^ (1 << random.nextInt(8)));
            case 2 -> (byte) "{}[]\",:\\u0+-.eEtfnNI/* ".charAt(random.nextInt(23));
            default -> damaged[random.nextInt(damaged.length)];
          };
    }
    return damaged;
  }

  private static void assertReadOrRefused(byte[] bytes, int seed) {
    try {
      StrictJson.parse(bytes);
    } catch (JsonRefused refused) {
      assertTrue(refused.offset() >= 0 && refused.offset() <= bytes.length, "seed " + seed);
      assertTrue(refused.detail().length() < 80, refused.detail());
    } catch (RuntimeException other) {
      fail("seed " + seed, other);
    }
  }

  private static boolean isRefused(byte[] bytes) {
    try {
      StrictJson.parse(bytes);
      return false;
    } catch (JsonRefused refused) {
      return true;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
