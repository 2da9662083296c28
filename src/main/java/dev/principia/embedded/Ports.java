package dev.principia.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/// The TCP ports to try first, on 127.0.0.1; 0 stands for any free one.
public record Ports(int postgres, int redis) {
  /// Where people and their tools look first.
  public static final Ports USUAL = new Ports(5432, 6379);

  /// For tests: never in anybody's way.
  public static final Ports FREE = new Ports(0, 0);

  private static final int ATTEMPTS = 3;

  interface Start<T> {
    T on(int port) throws IOException;
  }

  /// Starts a server on the wanted port, or on a free one when that is taken, and says so. A port
  /// can be lost between the look and the start, hence the attempts.
  static <T> T open(String server, int wanted, Consumer<String> say, Start<T> start)
      throws IOException {
    var port = wanted == 0 || taken(wanted) ? free() : wanted;
    for (var attempt = 1; ; attempt++) {
      if (wanted != 0 && port != wanted) {
        say.accept("%s: port %d is taken, using %d".formatted(server, wanted, port));
      }
      try {
        return start.on(port);
      } catch (EmbeddedFailure.PortTaken e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        port = free();
      }
    }
  }

  /// Asks twice, because some systems let one bind beside a listener on all addresses.
  private static boolean taken(int port) {
    return answers(port) || !bindable(port);
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean bindable(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
