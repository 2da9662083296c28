package dev.principia.course;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.util.Map;

/// Courses and lessons on a thread that may wait.
public final class BlockingCourses {
  private final BlockingDb db;
  private final CourseReplies replies;

  public BlockingCourses(BlockingDb db, Cursors cursors) {
    this.db = db;
    this.replies = new CourseReplies(cursors);
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("listCourses", this::list, "getCourse", this::get, "getLesson", this::lesson);
  }

  private Reply list(Call call) {
    CourseSort sort = CourseSort.of(call.text("sort"));
    int limit = (int) call.integer("limit");
    var rows = db.list(call, CourseSql.list(call.caller(), sort, replies.after(call, sort), limit));
    return replies.page(call, sort, rows);
  }

  private Reply get(Call call) {
    var found = db.one(call, CourseSql.readable(CourseKey.of(call.text("course")), call.caller()));
    return replies.course(call, Course.orNotFound(found));
  }

  private Reply lesson(Call call) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    var found = db.one(call, CourseSql.readable(course, lesson, call.caller()));
    return replies.lesson(call, Lesson.orNotFound(found));
  }
}
