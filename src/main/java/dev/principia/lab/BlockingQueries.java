package dev.principia.lab;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;

/// What statements cost, asked by a thread that waits.
public final class BlockingQueries {
  private final BlockingDb db;

  public BlockingQueries(BlockingDb db) {
    this.db = db;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("labQuery", this::query, "labNPlusOne", this::outline);
  }

  private Reply query(Call call) {
    long millis = call.integer("ms");
    db.list(call, LabSql.sleep(millis));
    return Work.waited(millis);
  }

  private Reply outline(Call call) {
    if (call.text("mode").equals("join")) {
      JsonArray both = db.list(call, LabSql.joined()).getFirst();
      return new Outline(both.getInteger(0), both.getInteger(1)).told(call);
    }
    List<String> sections = db.list(call, LabSql.sections());
    int lessons =
        call.text("mode").equals("batch")
            ? db.list(call, LabSql.lessons(sections)).size()
            : oneByOne(call, sections);
    return new Outline(sections.size(), lessons).told(call);
  }

  /// One statement for each section, one after the other, as a loop over objects asks them.
  private int oneByOne(Call call, List<String> sections) {
    int lessons = 0;
    for (String section : sections) {
      lessons += db.list(call, LabSql.lessons(section)).size();
    }
    return lessons;
  }
}
