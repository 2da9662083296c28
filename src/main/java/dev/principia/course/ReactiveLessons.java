package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.Map;

/// Changes of lessons, and one's way through them, on the event loop.
final class ReactiveLessons {
  private final ReactiveDb db;
  private final CourseReplies replies;

  ReactiveLessons(ReactiveDb db, CourseReplies replies) {
    this.db = db;
    this.replies = replies;
  }

  Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "createLesson", this::create,
        "updateLesson", this::update,
        "deleteLesson", this::delete,
        "getNextLesson", this::next);
  }

  private Future<Reply> create(Call call) {
    NewLesson lesson = NewLesson.of(call);
    return db.transaction(
        call,
        tx ->
            ReactiveCourseWriting.locked(tx, call)
                .map(LockedCourse::refuseArchived)
                .onSuccess(course -> tx.raise(updated(call, course)))
                .compose(
                    course -> tx.one(LessonSql.insert(course, lesson.section(), lesson.text())))
                .map(lesson::orRefused)
                .map(CourseReplies::created));
  }

  private Future<Reply> update(Call call) {
    return db.transaction(
        call,
        tx ->
            locked(tx, call)
                .compose(lesson -> save(tx, call, lesson, lesson.patched(call)))
                .map(CourseReplies::written));
  }

  private static Future<Lesson> save(
      ReactiveTx tx, Call call, LockedLesson lesson, LessonText after) {
    if (after.equals(lesson.text())) {
      return tx.only(CourseSql.lesson(lesson, call.caller()));
    }
    tx.raise(updated(call, lesson.course()));
    return tx.only(LessonSql.save(lesson, after));
  }

  private Future<Reply> delete(Call call) {
    return db.transaction(
        call,
        tx ->
            locked(tx, call)
                .map(lesson -> lesson.deletable(call))
                .onSuccess(lesson -> tx.raise(updated(call, lesson.course())))
                .compose(lesson -> tx.run(LessonSql.delete(lesson)))
                .map(deleted -> Reply.empty(204)));
  }

  private static Event updated(Call call, LockedCourse course) {
    return CourseEvents.of(EventType.COURSE_UPDATED, call, course);
  }

  private static Future<LockedLesson> locked(ReactiveTx tx, Call call) {
    LessonKey key = LessonKey.of(call.text("lesson"));
    return ReactiveCourseWriting.locked(tx, call)
        .compose(course -> tx.one(LessonSql.lock(course, key)))
        .map(LockedLesson::orNotFound);
  }

  private Future<Reply> next(Call call) {
    return db.one(call, LessonSql.next(CourseKey.of(call.text("course")), call.caller()))
        .map(Lesson::nextOrCompleted)
        .map(lesson -> replies.lesson(call, lesson));
  }
}
