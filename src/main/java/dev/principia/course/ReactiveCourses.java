package dev.principia.course;

import dev.principia.cache.CacheKey;
import dev.principia.cache.ReactiveCache;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Media;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/// Courses and lessons on the event loop.
public final class ReactiveCourses {
  private final Vertx vertx;
  private final ReactiveDb db;
  private final Cursors cursors;
  private final CourseReplies replies;
  private final ReactiveCache cache;

  public ReactiveCourses(Vertx vertx, ReactiveDb db, Cursors cursors, ReactiveCache cache) {
    this.cache = cache;
    this.vertx = vertx;
    this.db = db;
    this.cursors = cursors;
    this.replies = new CourseReplies(cursors);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    Map<String, ReactiveHandler> handlers = new HashMap<>();
    handlers.putAll(new ReactiveCourseWriting(db).handlers());
    handlers.putAll(new ReactiveLessons(db, replies).handlers());
    handlers.putAll(new ReactiveMembers(db, cursors).handlers());
    handlers.putAll(new ReactiveImport(vertx, db).handlers());
    handlers.put("listCourses", this::list);
    handlers.put("getCourse", this::get);
    handlers.put("getLesson", this::lesson);
    return handlers;
  }

  private Future<Reply> list(Call call) {
    CourseSort sort = CourseSort.of(call.text("sort"));
    return db.list(call, CatalogueSql.list(call, sort, replies.after(call, sort)))
        .map(rows -> replies.page(call, sort, rows));
  }

  private Future<Reply> get(Call call) {
    CourseKey key = CourseKey.of(call.text("course"));
    if (call.accepted().equals(Media.MARKDOWN)) {
      return db.one(call, CourseSql.exported(key, call.caller()))
          .map(Export::orNotFound)
          .map(export -> replies.export(call, export));
    }
    return cache.reply(
        call,
        CacheKey.course(call.text("course")),
        () ->
            db.one(call, CourseSql.readable(key, call.caller()))
                .map(found -> found.map(course -> replies.kept(call, course))));
  }

  private Future<Reply> lesson(Call call) {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return cache.reply(
        call,
        CacheKey.lesson(call.text("course"), call.text("lesson")),
        () ->
            db.one(call, CourseSql.readable(course, lesson, call.caller()))
                .map(found -> found.map(each -> replies.kept(call, each))));
  }
}
