package dev.principia.course;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.Preconditions;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.Map;

/// Changes of courses and their outlines on a thread that may wait.
final class BlockingCourseWriting {
  private final BlockingDb db;

  BlockingCourseWriting(BlockingDb db) {
    this.db = db;
  }

  Map<String, BlockingHandler> handlers() {
    return Map.of(
        "createCourse", this::create,
        "updateCourse", this::update,
        "deleteCourse", this::delete,
        "archiveCourse", this::archive,
        "cloneCourse", this::copy,
        "replaceOutline", this::replaceOutline);
  }

  private Reply create(Call call) {
    CourseText text = CourseText.of(call.body());
    return db.transaction(
        call,
        tx -> {
          Course course = tx.only(CourseWriteSql.create(text, call.caller().id()));
          tx.raise(CourseEvents.created(call, course));
          return CourseReplies.created(course);
        });
  }

  private Reply update(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = locked(tx, call);
          CourseText after = course.patched(call);
          return CourseReplies.written(save(tx, call, course, after, EventType.COURSE_UPDATED));
        });
  }

  private Reply archive(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = locked(tx, call).ownOrRefused();
          Preconditions.check(call, course.version());
          CourseText after = course.text().archived();
          return CourseReplies.written(save(tx, call, course, after, EventType.COURSE_ARCHIVED));
        });
  }

  private static Course save(
      BlockingTx tx, Call call, LockedCourse course, CourseText after, EventType type) {
    if (after.equals(course.text())) {
      return stored(tx, call);
    }
    tx.raise(CourseEvents.of(type, call, course));
    return tx.only(CourseWriteSql.save(course, after));
  }

  private Reply delete(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = locked(tx, call).ownOrRefused();
          Preconditions.check(call, course.version());
          tx.raise(CourseEvents.of(EventType.COURSE_DELETED, call, course));
          tx.run(CourseWriteSql.delete(course));
          return Reply.empty(204);
        });
  }

  private Reply copy(Call call) {
    return db.transaction(
        call,
        tx -> {
          String slug = tx.only(CloneSql.copy(stored(tx, call), call.caller().id()));
          Course copy = tx.only(CourseSql.readable(CourseKey.of(slug), call.caller()));
          tx.raise(CourseEvents.created(call, copy));
          return CourseReplies.created(copy);
        });
  }

  private Reply replaceOutline(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = locked(tx, call);
          OutlineChange change = OutlineChange.of(call, course, stored(tx, call));
          if (change.isChange()) {
            tx.raise(CourseEvents.of(EventType.COURSE_UPDATED, call, course));
            tx.run(OutlineSql.apply(course, change));
          }
          return CourseReplies.written(stored(tx, call));
        });
  }

  /// The call's course, locked until the transaction ends.
  static LockedCourse locked(BlockingTx tx, Call call) {
    return LockedCourse.orRefused(
        tx.one(CourseWriteSql.lock(CourseKey.of(call.text("course")), call.caller())));
  }

  private static Course stored(BlockingTx tx, Call call) {
    return Course.orNotFound(
        tx.one(CourseSql.readable(CourseKey.of(call.text("course")), call.caller())));
  }
}
