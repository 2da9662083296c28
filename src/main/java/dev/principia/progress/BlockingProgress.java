package dev.principia.progress;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.course.CourseKey;
import dev.principia.course.LessonKey;
import dev.principia.db.BlockingDb;
import java.time.Clock;
import java.util.Map;

/// Progress on a thread that may wait.
public final class BlockingProgress {
  private final BlockingDb db;
  private final Clock clock;

  public BlockingProgress(BlockingDb db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "getCourseProgress", this::course, "getProgress", this::get, "putProgress", this::put);
  }

  private Reply course(Call call) {
    return SectionProgress.reply(
        db.list(call, ProgressSql.of(call.caller(), CourseKey.of(call.text("course")))));
  }

  private Reply get(Call call) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return LessonProgress.orNotFound(db.one(call, ProgressSql.of(call.caller(), course, lesson)))
        .reply();
  }

  private Reply put(Call call) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    Status wanted = Status.of(call.body().getString("status"));
    return db.transaction(
        call,
        tx -> {
          LessonProgress before =
              LessonProgress.orNotFound(tx.one(ProgressSql.lock(call.caller(), course, lesson)));
          LessonProgress after = before.moveTo(wanted, clock);
          after.changes(before, call).forEach(tx::run);
          return after.reply();
        });
  }
}
