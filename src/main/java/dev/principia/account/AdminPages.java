package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Page;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/// The pages of administration, the newest first; the same for both flows.
final class AdminPages {
  private static final List<String> LAST = List.of("ffffffff-ffff-ffff-ffff-ffffffffffff");

  private final Cursors cursors;

  AdminPages(Cursors cursors) {
    this.cursors = cursors;
  }

  /// The row that the call's page follows.
  UUID before(Call call) {
    return UUID.fromString(Page.after(call, cursors, list(call), LAST).getFirst());
  }

  Reply page(Call call, List<JsonObject> rows) {
    return Page.reply(call, cursors, list(call), rows, row -> List.of(row.getString("id")));
  }

  private static String list(Call call) {
    StringBuilder list = new StringBuilder(call.operation().id());
    for (String filter : List.of("q", "account", "event")) {
      list.append('\n').append(call.optionalText(filter).orElse(""));
    }
    return list.toString();
  }
}
