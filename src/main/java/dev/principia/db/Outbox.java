package dev.principia.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Committed;
import dev.principia.contract.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one transaction has raised. Its events are appended to the log in one statement, the last
/// before the commit (transactional outbox). Belongs to the thread of its transaction.
final class Outbox {
  private static final String APPEND =
      """
      with base as materialized (select event_sequences(jsonb_array_length($1)) - 1 as before)
      insert into events (sequence, id, type, account_id, course_id, private, data, request)
      select before + place, id, type, account, course, private, data, $2
        from base, rows from (jsonb_to_recordset($1) as (id uuid, type text, account uuid,
                                                          course uuid, private boolean, data jsonb))
             with ordinality as e(id, type, account, course, private, data, place)
      """;

  private final List<Event> raised = new ArrayList<>(1);

  void raise(Event event) {
    raised.add(event);
  }

  /// The statement that has to be run, if there is one.
  ///
  /// @param call the cause, whose request id stays with the events
  Optional<Query<Boolean>> append(@Nullable Call call) {
    if (raised.isEmpty()) {
      return Optional.empty();
    }
    JsonArray rows = new JsonArray();
    raised.forEach(event -> rows.add(row(event)));
    return Optional.of(Query.command(APPEND, rows, call == null ? "" : call.requestId()));
  }

  /// The transaction has committed.
  void tell(Committed listener) {
    if (!raised.isEmpty()) {
      listener.committed(List.copyOf(raised));
    }
  }

  private static JsonObject row(Event event) {
    return JsonObject.of(
        "id", UuidCreator.getTimeOrderedEpoch().toString(),
        "type", event.type().word(),
        "account", event.account().toString(),
        "course", event.course().map(UUID::toString).orElse(null),
        "private", event.isPrivate(),
        "data", event.data());
  }
}
