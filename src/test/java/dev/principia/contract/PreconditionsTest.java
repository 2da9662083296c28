package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PreconditionsTest {
  @Test
  void theVersionIsMatchedAloneInAListAndInAnyFormOrEncoding() {
    for (String wanted :
        List.of(
            "\"7\"", " \"7\" ", "\"6\", \"7\"", "*", "\"7-gzip\"", "\"7-md\"", "W/\"1\",\"7\"")) {
      assertTrue(Preconditions.matches(wanted, 7), wanted);
    }
  }

  @Test
  void otherVersionsWeakOnesAndBrokenOnesMatchNothing() {
    for (String wanted :
        List.of(
            "\"6\"",
            "\"77\"",
            "\"17\"",
            "W/\"7\"",
            "7",
            "",
            "\"7",
            "7\"",
            "\"7-",
            "\"\"",
            "\"7-a\"b\"")) {
      assertFalse(Preconditions.matches(wanted, 7), wanted);
    }
  }
}
