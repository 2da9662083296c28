package dev.principia.job;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Page;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How jobs are answered; the same for both flows.
final class JobPages {
  static final UUID LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

  private final Cursors cursors;

  JobPages(Cursors cursors) {
    this.cursors = cursors;
  }

  static UUID id(Call call) {
    return UUID.fromString(call.text("job"));
  }

  /// Tells the audit log what an administrator did to the job of the call.
  static Query<Boolean> audit(String event, Call call) {
    JsonObject job = JsonObject.of("job", id(call).toString());
    return AuditSql.add(event, call.caller().account(), call, job);
  }

  /// The job that the call's page follows.
  UUID before(Call call) {
    return UUID.fromString(
        Page.after(call, cursors, list(call), List.of(LAST.toString())).getFirst());
  }

  Reply page(Call call, List<StoredJob> rows) {
    return Page.reply(
        call,
        cursors,
        list(call),
        rows.stream().map(StoredJob::all).toList(),
        row -> List.of(row.getString("id")));
  }

  private static String list(Call call) {
    return String.join(
        "\n",
        call.operation().id(),
        call.optionalText("queue").orElse(""),
        call.optionalText("state").orElse(""));
  }

  /// The job with all that is part of it. What is done and has a place is found there.
  ///
  /// @param tree the job first
  static Reply found(List<StoredJob> tree) {
    JsonObject json = json(tree);
    return tree.getFirst()
        .place()
        .map(place -> new Reply.Json(303, json, List.of()).with("Location", place))
        .orElseGet(() -> Reply.ok(json));
  }

  static Reply cancelled(List<StoredJob> tree) {
    return new Reply.Json(202, json(tree), List.of());
  }

  private static JsonObject json(List<StoredJob> tree) {
    if (tree.isEmpty()) {
      throw Problem.notFound();
    }
    JsonArray parts = new JsonArray();
    tree.stream().skip(1).forEach(each -> parts.add(each.own()));
    return tree.getFirst().own().copy().put("parts", parts);
  }

  static Reply accepted(Optional<StoredJob> job) {
    return new Reply.Json(202, job.orElseThrow(Problem::notFound).all(), List.of());
  }

  /// 409 when the job is in a state from which it cannot be tried again.
  ///
  /// @param revived whether it was in one from which it can
  static Reply retried(Optional<StoredJob> job, boolean revived) {
    StoredJob found = job.orElseThrow(Problem::notFound);
    if (!revived) {
      throw Problem.of(
          ProblemType.ILLEGAL_TRANSITION,
          "A job that is `" + found.state().told() + "` cannot be tried again.");
    }
    return accepted(job);
  }
}
