package dev.principia.contract;

/// Where a request comes from.
///
/// @param address the network address of the client; behind a trusted proxy, the one that the proxy
///   names
/// @param agent what the client says it is, at most 200 characters
/// @param secure whether nobody on the way could read or change the request: it came by TLS, or
///   from this very machine (Secure Contexts, 3.1)
public record Client(String address, String agent, boolean secure) {
  private static final int LONGEST_AGENT = 200;

  /// As the request's head tells it.
  public static Client of(Head head) {
    String agent = head.header("User-Agent").orElse("");
    return new Client(
        head.peer(), agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)), isSecure(head));
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
