package dev.principia.event;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.db.Query;

/// The statements of the event log. Rows are only ever added, each in the transaction of its cause:
/// an event is there if and only if what it tells has happened.
public final class EventSql {
  private static final String APPEND =
      """
      insert into events (id, type, account_id, course_id, private, data, request)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  private EventSql() {}

  /// @param call the cause, whose request id stays with the event
  public static Query<Boolean> append(Event event, Call call) {
    return Query.command(
        APPEND,
        UuidCreator.getTimeOrderedEpoch(),
        event.type().word(),
        event.account(),
        event.course(),
        event.isPrivate(),
        event.data(),
        call.requestId());
  }
}
