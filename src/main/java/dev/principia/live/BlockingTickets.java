package dev.principia.live;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.util.Map;

/// Tickets for thread-per-request servers: what they issue opens a connection at an event-loop
/// server of the same system.
public final class BlockingTickets {
  private final BlockingDb db;

  public BlockingTickets(BlockingDb db) {
    this.db = db;
  }

  /// Handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("createLiveTicket", this::create, "openLive", BlockingTickets::open);
  }

  private Reply create(Call call) {
    Ticket ticket = Ticket.fresh();
    var _ = db.list(call, LiveSql.issue(ticket, call.caller()));
    return ticket.reply();
  }

  private static Reply open(Call call) {
    throw Problem.of(
        ProblemType.NOT_ON_THIS_SERVER, "WebSockets are served by the event-loop server.");
  }
}
