package dev.principia.lab;

import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;

/// What reading a course with the titles of its lessons took.
record Outline(int sections, int lessons) {
  Reply told(Call call) {
    return Reply.ok(
        JsonObject.of(
            "mode",
            call.text("mode"),
            "sections",
            sections,
            "lessons",
            lessons,
            "statements",
            call.cost().statements(),
            "databaseMs",
            Math.round(call.cost().databaseNanos() / 1e3) / 1e3));
  }
}
