package dev.principia.contract;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/// Where a request comes from.
///
/// @param address the network address of the client; behind a trusted proxy, the one that the proxy
///   names
/// @param agent what the client says it is, at most 200 characters
/// @param secure whether nobody on the way could read or change the request: it came by TLS, or
///   from this very machine (Secure Contexts, 3.1)
public record Client(String address, String agent, boolean secure) {
  private static final int LONGEST_AGENT = 200;
  private static final int LONG = 16;

  /// As the request's head tells it.
  public static Client of(Head head) {
    String agent = head.header("User-Agent").orElse("");
    return new Client(
        head.peer(), agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)), isSecure(head));
  }

  /// Who counts as one where addresses are counted.
  public String network() {
    return network(address);
  }

  /// An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one of these has the
  /// 2^64 others beside it (RFC 6177).
  public static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == LONG
          ? HexFormat.ofDelimiter(":").formatHex(bytes, 0, LONG / 2) + "::/64"
          : InetAddress.getByAddress(bytes).getHostAddress();
    } catch (IllegalArgumentException | UnknownHostException e) {
      return address;
    }
  }

  private static boolean isSecure(Head head) {
    return head.scheme().equals("https") || isThisMachine(head.host());
  }

  private static boolean isThisMachine(String authority) {
    int port = authority.lastIndexOf(':');
    String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.")
            && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }
}
