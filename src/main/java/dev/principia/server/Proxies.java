package dev.principia.server;

import dev.principia.contract.Head;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is believed when they say for whom they ask: `Forwarded` (RFC 7239) and `X-Forwarded-*`
/// count only when they come from one of these networks, and only as far back as each hop is one of
/// them. From anybody else they are text that the client made up.
///
/// A proxy that writes one of the two headers and passes the other on would let its clients choose
/// their address: where the two disagree, neither counts.
///
/// @param trusted none by default
public record Proxies(List<Network> trusted) {
  /// What one hop says of whoever asked it; empty text for what it does not say.
  private record Hop(String address, String scheme, String host) {}

  /// A head as the outermost trusted proxy saw it.
  private record Forwarded(Head head, String peer, String scheme, String host) implements Head {
    @Override
    public String method() {
      return head.method();
    }

    @Override
    public String path() {
      return head.path();
    }

    @Override
    public String query() {
      return head.query();
    }

    @Override
    public Optional<String> header(String name) {
      return head.header(name);
    }
  }

  /// The head with the client's own address, scheme and host.
  Head apply(Head head) {
    if (trusted.isEmpty() || !trusts(head.peer())) {
      return head;
    }
    Optional<Hop> standard = outermost(standard(head));
    Optional<Hop> common = outermost(common(head));
    if (standard.isPresent() && common.isPresent() && !sameClient(standard.get(), common.get())) {
      return head;
    }
    return standard
        .or(() -> common)
        .<Head>map(
            hop ->
                new Forwarded(
                    head,
                    hop.address(),
                    hop.scheme().isEmpty() ? head.scheme() : hop.scheme(),
                    hop.host().isEmpty() ? head.host() : hop.host()))
        .orElse(head);
  }

  private static boolean sameClient(Hop one, Hop other) {
    return one.address().equals(other.address());
  }

  private boolean trusts(String address) {
    return Network.address(address)
        .map(each -> trusted.stream().anyMatch(network -> network.contains(each)))
        .orElse(false);
  }

  /// From the nearest hop back to the first that is not trusted: that one is the client. What
  /// cannot be read ends the way.
  private Optional<Hop> outermost(List<Hop> hops) {
    Optional<Hop> client = Optional.empty();
    for (Hop hop : hops.reversed()) {
      if (hop.address().isEmpty()) {
        break;
      }
      client = Optional.of(hop);
      if (!trusts(hop.address())) {
        break;
      }
    }
    return client;
  }

  private static List<Hop> standard(Head head) {
    List<Hop> hops = new ArrayList<>();
    for (String element : values(head, "Forwarded")) {
      String address = "";
      String scheme = "";
      String host = "";
      for (String pair : element.split(";", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = pair.substring(equals + 1).strip().replace("\"", "");
        switch (name) {
          case "for" -> address = address(value);
          case "proto" -> scheme = scheme(value);
          case "host" -> host = value;
          default -> {}
        }
      }
      hops.add(new Hop(address, scheme, host));
    }
    return hops;
  }

  private static List<Hop> common(Head head) {
    List<String> schemes = values(head, "X-Forwarded-Proto");
    List<String> hosts = values(head, "X-Forwarded-Host");
    List<String> addresses = values(head, "X-Forwarded-For");
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      hops.add(new Hop(address(addresses.get(i)), scheme(at(schemes, i)), at(hosts, i)));
    }
    return hops;
  }

  /// Proxies differ in whether they append to these or replace them: one value is for all hops.
  private static String at(List<String> values, int hop) {
    return values.isEmpty() ? "" : values.get(Math.min(hop, values.size() - 1));
  }

  private static List<String> values(Head head, String name) {
    return head.header(name)
        .map(header -> List.of(header.split(",", -1)).stream().map(String::strip).toList())
        .orElse(List.of());
  }

  private static String scheme(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("https") || lower.equals("http") ? lower : "";
  }

  /// The address without brackets and port; empty when there is none, as in `unknown` or `_hidden`.
  private static String address(String text) {
    String bare = text;
    if (text.startsWith("[") && text.indexOf(']') > 0) {
      bare = text.substring(1, text.indexOf(']'));
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
      bare = text.substring(0, text.indexOf(':'));
    }
    return Network.address(bare).map(InetAddress::getHostAddress).orElse("");
  }
}
