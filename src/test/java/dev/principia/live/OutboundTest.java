package dev.principia.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What waits for a client that does not take it.
final class OutboundTest {
  private final Outbound outbound = new Outbound();

  @Test
  void messagesKeepTheirOrder() {
    outbound.add(ServerMessage.ack("account", 1));
    outbound.add(ServerMessage.pong());
    assertEquals(List.of(ServerMessage.ack("account", 1), ServerMessage.pong()), taken());
  }

  @Test
  @Proves("26.6")
  void ofWhatIsRepeatedTheLastIsKept() {
    for (int count = 0; count < 100; count++) {
      outbound.add(ServerMessage.presence("lesson:a/1", count));
      outbound.add(ServerMessage.presence("lesson:a/2", count));
    }
    assertEquals(198, outbound.coalesced());
    assertEquals(
        List.of(ServerMessage.presence("lesson:a/1", 99), ServerMessage.presence("lesson:a/2", 99)),
        taken());
  }

  @Test
  @Proves("26.6")
  void whatWaitsIsBounded() {
    int messages = 0;
    while (!outbound.isOver()) {
      outbound.add(ServerMessage.error("invalid", "x".repeat(1000)));
      messages++;
    }
    assertTrue(messages <= Outbound.MOST_BYTES / 1000, () -> "bounded by bytes");
    assertEquals(messages, outbound.clear());
    assertFalse(outbound.isOver());
    assertTrue(outbound.isEmpty());
  }

  private List<ServerMessage> taken() {
    List<ServerMessage> taken = new ArrayList<>();
    for (Optional<ServerMessage> each = outbound.poll(); each.isPresent(); each = outbound.poll()) {
      taken.add(each.get());
    }
    return taken;
  }
}
