package dev.principia.course;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.Map;

/// Changes of lessons, and one's way through them, on a thread that may wait.
final class BlockingLessons {
  private final BlockingDb db;
  private final CourseReplies replies;

  BlockingLessons(BlockingDb db, CourseReplies replies) {
    this.db = db;
    this.replies = replies;
  }

  Map<String, BlockingHandler> handlers() {
    return Map.of(
        "createLesson", this::create,
        "updateLesson", this::update,
        "deleteLesson", this::delete,
        "getNextLesson", this::next);
  }

  private Reply create(Call call) {
    NewLesson lesson = NewLesson.of(call);
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = BlockingCourseWriting.locked(tx, call).refuseArchived();
          var stored = tx.one(LessonSql.insert(course, lesson.section(), lesson.text()));
          tx.raise(updated(call, course));
          return CourseReplies.created(lesson.orRefused(stored));
        });
  }

  private Reply update(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedLesson lesson = locked(tx, call);
          LessonText after = lesson.patched(call);
          return CourseReplies.written(save(tx, call, lesson, after));
        });
  }

  private static Lesson save(BlockingTx tx, Call call, LockedLesson lesson, LessonText after) {
    if (after.equals(lesson.text())) {
      return tx.only(CourseSql.lesson(lesson, call.caller()));
    }
    tx.raise(updated(call, lesson.course()));
    return tx.only(LessonSql.save(lesson, after));
  }

  private Reply delete(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedLesson lesson = locked(tx, call).deletable(call);
          tx.raise(updated(call, lesson.course()));
          tx.run(LessonSql.delete(lesson));
          return Reply.empty(204);
        });
  }

  private static Event updated(Call call, LockedCourse course) {
    return CourseEvents.of(EventType.COURSE_UPDATED, call, course);
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
}
