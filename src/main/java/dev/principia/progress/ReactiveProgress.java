package dev.principia.progress;

import dev.principia.contract.Call;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.course.CourseKey;
import dev.principia.course.LessonKey;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;

/// Progress on the event loop.
public final class ReactiveProgress {
  private final ReactiveDb db;
  private final Clock clock;

  public ReactiveProgress(ReactiveDb db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "getCourseProgress", this::course,
        "getProgress", this::get,
        "putProgress", this::put,
        "completeLesson", this::complete);
  }

  private Future<Reply> course(Call call) {
    return db.list(call, ProgressSql.of(call.caller(), CourseKey.of(call.text("course"))))
        .map(SectionProgress::reply);
  }

  private Future<Reply> get(Call call) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return db.one(call, ProgressSql.of(call.caller(), course, lesson))
        .map(LessonProgress::orNotFound)
        .map(LessonProgress::reply);
  }

  private Future<Reply> put(Call call) {
    Status wanted = Status.of(call.body().getString("status"));
    return db.transaction(call, tx -> move(tx, call, wanted).map(LessonProgress::reply));
  }

  private Future<Reply> complete(Call call) {
    Completing.refuseAfterSunset(call, clock);
    return db.transaction(
        call, tx -> move(tx, call, Status.COMPLETED).map(done -> Completing.reply(call, done)));
  }

  private Future<LessonProgress> move(ReactiveTx tx, Call call, Status wanted) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return tx.one(ProgressSql.lock(call.caller(), course, lesson))
        .map(LessonProgress::orNotFound)
        .compose(before -> save(tx, call, before, before.moveTo(wanted, clock)));
  }

  private static Future<LessonProgress> save(
      ReactiveTx tx, Call call, LessonProgress before, LessonProgress after) {
    if (!after.isStepFrom(before)) {
      return Future.succeededFuture(after);
    }
    after.event(before, call).ifPresent(tx::raise);
    return tx.run(after.save(call)).map(after);
  }
}
