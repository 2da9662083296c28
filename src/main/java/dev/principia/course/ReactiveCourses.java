package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// Courses and lessons on the event loop.
public final class ReactiveCourses {
  private final ReactiveDb db;
  private final CourseReplies replies;
  private final Clock clock;

  public ReactiveCourses(ReactiveDb db, Cursors cursors, Clock clock) {
    this.db = db;
    this.clock = clock;
    this.replies = new CourseReplies(cursors);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    Map<String, ReactiveHandler> handlers = new HashMap<>();
    handlers.putAll(new ReactiveCourseWriting(db).handlers());
    handlers.putAll(new ReactiveLessons(db, replies, clock).handlers());
    handlers.put("listCourses", this::list);
    handlers.put("getCourse", this::get);
    handlers.put("getLesson", this::lesson);
    return handlers;
  }

  private Future<Reply> list(Call call) {
    CourseSort sort = CourseSort.of(call.text("sort"));
    int limit = (int) call.integer("limit");
    return db.list(call, CourseSql.list(call.caller(), sort, replies.after(call, sort), limit))
        .map(rows -> replies.page(call, sort, rows));
  }

  private Future<Reply> get(Call call) {
    return db.one(call, CourseSql.readable(CourseKey.of(call.text("course")), call.caller()))
        .map(Course::orNotFound)
        .map(course -> replies.course(call, course));
  }

  private Future<Reply> lesson(Call call) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return db.one(call, CourseSql.readable(course, lesson, call.caller()))
        .map(Lesson::orNotFound)
        .map(found -> replies.lesson(call, found));
  }
}
