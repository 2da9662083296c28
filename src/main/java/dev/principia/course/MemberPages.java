package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Page;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/// The pages of a course's members; the same for both flows.
final class MemberPages {
  private static final List<String> FIRST = List.of(CourseSort.FIRST);

  private final Cursors cursors;

  MemberPages(Cursors cursors) {
    this.cursors = cursors;
  }

  /// The account that the call's page follows.
  UUID after(Call call) {
    return UUID.fromString(Page.after(call, cursors, list(call), FIRST).getFirst());
  }

  Reply page(Call call, List<Member.Listed> rows) {
    return Page.reply(call, cursors, list(call), Member.Listed.allowed(rows), MemberPages::keys);
  }

  private static List<String> keys(JsonObject member) {
    return List.of(member.getJsonObject("account").getString("id"));
  }

  private static String list(Call call) {
    return call.operation().id() + ' ' + call.text("course") + ' ' + call.callerName();
  }
}
