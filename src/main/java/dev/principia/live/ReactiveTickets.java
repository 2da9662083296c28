package dev.principia.live;

import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Tickets and what they open, for one event loop.
public final class ReactiveTickets {
  private final ReactiveDb db;
  private final LiveLoop loop;
  private final LiveFeed feed;

  /// @param loop whose sockets the connections become
  /// @param feed knows how many connections there are in this process
  public ReactiveTickets(ReactiveDb db, LiveLoop loop, LiveFeed feed) {
    this.db = db;
    this.loop = loop;
    this.feed = feed;
  }

  /// Handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("createLiveTicket", this::create, "openLive", this::open);
  }

  private Future<Reply> create(Call call) {
    Ticket ticket = Ticket.fresh();
    return db.list(call, LiveSql.issue(ticket, call.caller())).map(stored -> ticket.reply());
  }

  /// A server that is full says so before it uses the ticket up.
  private Future<Reply> open(Call call) {
    feed.connections().requireRoom();
    return db.one(call, LiveSql.redeem(Ticket.of(call)))
        .map(found -> found.flatMap(fresh -> fresh).orElseThrow(Ticket::refused))
        .map(this::open);
  }

  private Reply open(Caller holder) {
    if (!feed.standing().holds(holder)) {
      throw Ticket.refused();
    }
    feed.connections().requireRoom(holder.id());
    return new Reply.Upgrade(
        (socket, cut, request) -> loop.opened(socket, cut, holder, request), List.of());
  }
}
