package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.EventType;
import dev.principia.contract.Preconditions;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.Map;

/// Changes of courses and their outlines on the event loop.
final class ReactiveCourseWriting {
  private final ReactiveDb db;

  ReactiveCourseWriting(ReactiveDb db) {
    this.db = db;
  }

  Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "createCourse", this::create,
        "updateCourse", this::update,
        "deleteCourse", this::delete,
        "archiveCourse", this::archive,
        "cloneCourse", this::copy,
        "replaceOutline", this::replaceOutline);
  }

  private Future<Reply> create(Call call) {
    CourseText text = CourseText.of(call.body());
    return db.transaction(
        call,
        tx ->
            tx.only(CourseWriteSql.create(text, call.caller().id()))
                .onSuccess(course -> tx.raise(CourseEvents.created(call, course)))
                .map(CourseReplies::created));
  }

  private Future<Reply> update(Call call) {
    return db.transaction(
        call,
        tx ->
            locked(tx, call)
                .compose(
                    course ->
                        save(tx, call, course, course.patched(call), EventType.COURSE_UPDATED))
                .map(CourseReplies::written));
  }

  private Future<Reply> archive(Call call) {
    return db.transaction(
        call,
        tx ->
            locked(tx, call)
                .map(LockedCourse::ownOrRefused)
                .compose(
                    course -> {
                      Preconditions.check(call, course.version());
                      CourseText after = course.text().archived();
                      return save(tx, call, course, after, EventType.COURSE_ARCHIVED);
                    })
                .map(CourseReplies::written));
  }

  private static Future<Course> save(
      ReactiveTx tx, Call call, LockedCourse course, CourseText after, EventType type) {
    if (after.equals(course.text())) {
      return stored(tx, call);
    }
    tx.raise(CourseEvents.of(type, call, course));
    return tx.only(CourseWriteSql.save(course, after));
  }

  private Future<Reply> delete(Call call) {
    return db.transaction(
        call,
        tx ->
            locked(tx, call)
                .map(LockedCourse::ownOrRefused)
                .compose(
                    course -> {
                      Preconditions.check(call, course.version());
                      tx.raise(CourseEvents.of(EventType.COURSE_DELETED, call, course));
                      return tx.run(CourseWriteSql.delete(course));
                    })
                .map(deleted -> Reply.empty(204)));
  }

  private Future<Reply> copy(Call call) {
    return db.transaction(
        call,
        tx ->
            stored(tx, call)
                .compose(course -> tx.only(CloneSql.copy(course, call.caller().id())))
                .compose(slug -> tx.only(CourseSql.readable(CourseKey.of(slug), call.caller())))
                .onSuccess(course -> tx.raise(CourseEvents.created(call, course)))
                .map(CourseReplies::created));
  }

  private Future<Reply> replaceOutline(Call call) {
    return db.transaction(
        call,
        tx ->
            locked(tx, call)
                .compose(
                    course ->
                        stored(tx, call)
                            .compose(
                                stored ->
                                    apply(
                                        tx, call, course, OutlineChange.of(call, course, stored))))
                .compose(applied -> stored(tx, call))
                .map(CourseReplies::written));
  }

  private static Future<Integer> apply(
      ReactiveTx tx, Call call, LockedCourse course, OutlineChange change) {
    if (!change.isChange()) {
      return Future.succeededFuture(0);
    }
    tx.raise(CourseEvents.of(EventType.COURSE_UPDATED, call, course));
    return tx.run(OutlineSql.apply(course, change));
  }

  /// The call's course, locked until the transaction ends.
  static Future<LockedCourse> locked(ReactiveTx tx, Call call) {
    return tx.one(CourseWriteSql.lock(CourseKey.of(call.text("course")), call.caller()))
        .map(LockedCourse::orRefused);
  }

  private static Future<Course> stored(ReactiveTx tx, Call call) {
    return tx.one(CourseSql.readable(CourseKey.of(call.text("course")), call.caller()))
        .map(Course::orNotFound);
  }
}
