package dev.principia.course;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.time.Clock;
import java.util.Map;

/// Changes of lessons, and one's way through them, on a thread that may wait.
final class BlockingLessons {
  private final BlockingDb db;
  private final CourseReplies replies;
  private final Clock clock;

  BlockingLessons(BlockingDb db, CourseReplies replies, Clock clock) {
    this.db = db;
    this.replies = replies;
    this.clock = clock;
  }

  Map<String, BlockingHandler> handlers() {
    return Map.of(
        "createLesson", this::create,
        "updateLesson", this::update,
        "deleteLesson", this::delete,
        "getNextLesson", this::next,
        "completeLesson", this::complete);
  }

  private Reply create(Call call) {
    NewLesson lesson = NewLesson.of(call);
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = BlockingCourseWriting.locked(tx, call).refuseArchived();
          var stored = tx.one(LessonSql.insert(course, lesson.section(), lesson.text()));
          return CourseReplies.created(lesson.orRefused(stored));
        });
  }

  private Reply update(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedLesson lesson = locked(tx, call);
          LessonText after = lesson.patched(call);
          return CourseReplies.written(
              after.equals(lesson.text())
                  ? tx.only(CourseSql.lesson(lesson, call.caller()))
                  : tx.only(LessonSql.save(lesson, after)));
        });
  }

  private Reply delete(Call call) {
    return db.transaction(
        call,
        tx -> {
          tx.run(LessonSql.delete(locked(tx, call).deletable(call)));
          return Reply.empty(204);
        });
  }

  private static LockedLesson locked(BlockingTx tx, Call call) {
    LockedCourse course = BlockingCourseWriting.locked(tx, call);
    return LockedLesson.orNotFound(
        tx.one(LessonSql.lock(course, LessonKey.of(call.text("lesson")))));
  }

  private Reply next(Call call) {
    var found = db.one(call, LessonSql.next(CourseKey.of(call.text("course")), call.caller()));
    return replies.lesson(call, Lesson.nextOrCompleted(found));
  }

  private Reply complete(Call call) {
    Completing.refuseAfterSunset(call, clock);
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return db.transaction(
        call,
        tx -> Completing.reply(call, tx.one(LessonSql.complete(course, lesson, call.caller()))));
  }
}
