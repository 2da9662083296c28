package dev.principia.server;

import dev.principia.contract.Contract;
import dev.principia.contract.Head;
import dev.principia.contract.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line per request. Of what a client sent it holds the method, the path and the checked ids:
/// no query, no header, no body, and no token that stands in a path.
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("access");

  private AccessLog() {}

  static void write(Exchange exchange, String operation, int status, long bytes, long nanos) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    Head head = exchange.head();
    LOG.atInfo()
        .setMessage("{} {} {}")
        .addArgument(head.method())
        .addArgument(path(exchange))
        .addArgument(status)
        .addKeyValue("operation", operation)
        .addKeyValue("status", status)
        .addKeyValue("ms", Math.round(nanos / 1e3) / 1e3)
        .addKeyValue("bytes", bytes)
        .addKeyValue("peer", head.peer())
        .addKeyValue("request", exchange.requestId())
        .addKeyValue("trace", exchange.trace().id())
        .log();
  }

  private static String path(Exchange exchange) {
    return exchange
        .operation()
        .map(Operation::path)
        .filter(template -> template.endsWith("{token}"))
        .map(template -> Contract.BASE + template)
        .orElse(exchange.head().path());
  }
}
