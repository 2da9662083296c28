package dev.principia.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TotpTest {
  private static final Totp RFC = new Totp(Buffer.buffer("12345678901234567890"));

  /// RFC 6238, appendix B, SHA-1, the last six of its eight digits.
  private static final Map<Long, String> VECTORS =
      Map.of(
          59L, "287082",
          1_111_111_109L, "081804",
          1_111_111_111L, "050471",
          1_234_567_890L, "005924",
          2_000_000_000L, "279037",
          20_000_000_000L, "353130");

  @Test
  void theVectorsOfTheRfcAreMet() {
    VECTORS.forEach(
        (second, code) -> {
          assertEquals(code, RFC.code(second / 30));
          assertEquals(
              OptionalLong.of(second / 30), RFC.step(code, Instant.ofEpochSecond(second), 0));
        });
  }

  @Test
  void aClockMayDifferByOneStepAndACodeIsTakenOnce() {
    Instant now = Instant.ofEpochSecond(3000);
    for (long step = 99; step <= 101; step++) {
      assertEquals(OptionalLong.of(step), RFC.step(RFC.code(step), now, 0));
      assertEquals(OptionalLong.empty(), RFC.step(RFC.code(step), now, step));
    }
    assertEquals(OptionalLong.empty(), RFC.step(RFC.code(98), now, 0));
    assertEquals(OptionalLong.empty(), RFC.step(RFC.code(102), now, 0));
    assertEquals(OptionalLong.empty(), RFC.step("", now, 0));
  }

  @Test
  void aSeedIsTypedInBase32() {
    assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", RFC.secret());
    assertEquals("MZXW6YTBOI", Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII)));
    for (int length = 0; length < 20; length++) {
      byte[] bytes = new byte[length];
      java.util.Arrays.fill(bytes, (byte) (200 + length));
      assertArrayEquals(bytes, Base32.decode(Base32.encode(bytes)));
    }
    assertNotEquals(Totp.generate().secret(), Totp.generate().secret());
  }

  @Test
  void aRecoveryCodeMayBeTypedInAnyCaseAndWithoutDashes() {
    String code = RecoveryCodes.generate().getFirst();
    assertEquals(19, code.length());
    String typed = " " + code.replace("-", " ").toUpperCase(java.util.Locale.ROOT);
    assertEquals(RecoveryCodes.hash(code), RecoveryCodes.hash(typed));
  }
}
