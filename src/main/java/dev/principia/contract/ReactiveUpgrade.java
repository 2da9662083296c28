package dev.principia.contract;

import io.vertx.core.http.ServerWebSocket;

/// Who speaks on with a client after its handshake was accepted (RFC 6455, 4.2.2), on the event
/// loop of the connection.
@FunctionalInterface
public interface ReactiveUpgrade {
  /// Takes the connection over. What it throws closes the connection.
  ///
  /// @param cut ends the connection at once, whatever the client does; closing the socket waits for
  ///   a client that takes nothing
  /// @param requestId the id of the request that was the handshake
  void opened(ServerWebSocket socket, Runnable cut, String requestId);
}
