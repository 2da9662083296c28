package dev.principia.progress;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.course.CourseKey;
import dev.principia.course.LessonKey;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
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
        "getCourseProgress", this::course,
        "getProgress", this::get,
        "putProgress", this::put,
        "completeLesson", this::complete);
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
    Status wanted = Status.of(call.body().getString("status"));
    return db.transaction(call, tx -> move(tx, call, wanted).reply());
  }

  private Reply complete(Call call) {
    Completing.refuseAfterSunset(call, clock);
    return db.transaction(call, tx -> Completing.reply(call, move(tx, call, Status.COMPLETED)));
  }

  private LessonProgress move(BlockingTx tx, Call call, Status wanted) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    LessonProgress before =
        LessonProgress.orNotFound(tx.one(ProgressSql.lock(call.caller(), course, lesson)));
    LessonProgress after = before.moveTo(wanted, clock);
    if (after.isStepFrom(before)) {
      after.event(before, call).ifPresent(tx::raise);
      tx.run(after.save(call));
    }
    return after;
  }
}
