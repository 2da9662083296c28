package dev.principia.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

final class ClientTest {
  @Test
  void theAddressesOfAHouseholdCountAsOne() {
    assertEquals("192.0.2.7", Client.network("192.0.2.7"));
    assertEquals("192.0.2.7", Client.network("::ffff:192.0.2.7"));
    assertEquals(Client.network("2001:db8:1:2::1"), Client.network("2001:db8:1:2:ffff:1:2:3"));
    assertNotEquals(Client.network("2001:db8:1:2::1"), Client.network("2001:db8:1:3::1"));
    assertEquals("no:address", Client.network("no:address"));
  }
}
