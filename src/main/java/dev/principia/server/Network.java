package dev.principia.server;

import java.net.InetAddress;
import java.util.Optional;

/// A range of addresses (RFC 4632): `10.0.0.0/8`, or one address.
///
/// @param bits how many leading bits all its addresses share
public record Network(InetAddress first, int bits) {

  /// Empty when the text is no address with an optional number of bits.
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> first = address(slash < 0 ? text : text.substring(0, slash));
    int longest = first.map(each -> each.getAddress().length * Byte.SIZE).orElse(0);
    int bits = slash < 0 ? longest : number(text.substring(slash + 1));
    return first.filter(each -> bits >= 0 && bits <= longest).map(each -> new Network(each, bits));
  }

  /// The address that is written here, without asking anybody for a name. `10.1` is none: programs
  /// differ in what they make of it.
  static Optional<InetAddress> address(String text) {
    boolean complete = text.contains(":") || text.chars().filter(c -> c == '.').count() == 3;
    if (!complete) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
