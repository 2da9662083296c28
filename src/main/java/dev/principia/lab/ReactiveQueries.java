package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// What statements cost, asked from the event loop.
public final class ReactiveQueries {
  private final ReactiveDb db;

  public ReactiveQueries(ReactiveDb db) {
    this.db = db;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of("labQuery", this::query, "labNPlusOne", this::outline);
  }

  private Future<Reply> query(Call call) {
    long millis = call.integer("ms");
    return db.list(call, LabSql.sleep(millis)).map(slept -> Work.waited(millis));
  }

  private Future<Reply> outline(Call call) {
    return switch (call.text("mode")) {
      case "join" ->
          db.list(call, LabSql.joined())
              .map(List::getFirst)
              .map(both -> new Outline(both.getInteger(0), both.getInteger(1)).told(call));
      case "batch" ->
          db.list(call, LabSql.sections())
              .compose(
                  sections ->
                      db.list(call, LabSql.lessons(sections))
                          .map(lessons -> new Outline(sections.size(), lessons.size()).told(call)));
      default ->
          db.list(call, LabSql.sections())
              .compose(
                  sections ->
                      lessons(call, sections, 0)
                          .map(lessons -> new Outline(sections.size(), lessons).told(call)));
    };
  }

  /// One statement for each section, one after the other, as a loop over objects asks them.
  private Future<Integer> lessons(Call call, List<String> sections, int soFar) {
    return sections.isEmpty()
        ? Future.succeededFuture(soFar)
        : db.list(call, LabSql.lessons(sections.getFirst()))
            .compose(
                found -> lessons(call, sections.subList(1, sections.size()), soFar + found.size()));
  }
}
