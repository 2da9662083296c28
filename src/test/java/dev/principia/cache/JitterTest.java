package dev.principia.cache;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class JitterTest {
  @Test
  @Proves("14.5")
  void whatIsStoredTogetherDoesNotEndTogether() {
    long life = CacheName.LIFETIME.toMillis();
    long[] lives = LongStream.generate(() -> LocalCache.jittered(life)).limit(10_000).toArray();
    assertTrue(LongStream.of(lives).allMatch(each -> each >= life * 9 / 10), "not too short");
    assertTrue(LongStream.of(lives).allMatch(each -> each < life * 11 / 10), "not too long");
    for (long second = life * 9 / 10; second < life * 11 / 10; second += 1_000) {
      long from = second;
      long ended = LongStream.of(lives).filter(each -> each >= from && each < from + 1_000).count();
      assertTrue(ended < 300, ended + " of 10,000 end in one second");
    }
  }
}
