package dev.principia.course;

import dev.principia.cache.BlockingCache;
import dev.principia.cache.CacheKey;
import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Media;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.util.HashMap;
import java.util.Map;

/// Courses and lessons on a thread that may wait.
public final class BlockingCourses {
  private final BlockingDb db;
  private final Cursors cursors;
  private final CourseReplies replies;
  private final BlockingCache cache;

  public BlockingCourses(BlockingDb db, Cursors cursors, BlockingCache cache) {
    this.cache = cache;
    this.db = db;
    this.cursors = cursors;
    this.replies = new CourseReplies(cursors);
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    Map<String, BlockingHandler> handlers = new HashMap<>();
    handlers.putAll(new BlockingCourseWriting(db).handlers());
    handlers.putAll(new BlockingLessons(db, replies).handlers());
    handlers.putAll(new BlockingMembers(db, cursors).handlers());
    handlers.putAll(new BlockingImport(db).handlers());
    handlers.put("listCourses", this::list);
    handlers.put("getCourse", this::get);
    handlers.put("getLesson", this::lesson);
    return handlers;
  }

  private Reply list(Call call) {
    CourseSort sort = CourseSort.of(call.text("sort"));
    var rows = db.list(call, CatalogueSql.list(call, sort, replies.after(call, sort)));
    return replies.page(call, sort, rows);
  }

  private Reply get(Call call) throws InterruptedException {
    CourseKey key = CourseKey.of(call.text("course"));
    if (call.accepted().equals(Media.MARKDOWN)) {
      var found = db.one(call, CourseSql.exported(key, call.caller()));
      return replies.export(call, Export.orNotFound(found));
    }
    return cache.reply(
        call,
        CacheKey.course(call.text("course")),
        () ->
            db.one(call, CourseSql.readable(key, call.caller()))
                .map(course -> replies.kept(call, course)));
  }

  private Reply lesson(Call call) throws InterruptedException {
    CourseKey course = CourseKey.of(call.text("course"));
    LessonKey lesson = LessonKey.of(call.text("lesson"));
    return cache.reply(
        call,
        CacheKey.lesson(call.text("course"), call.text("lesson")),
        () ->
            db.one(call, CourseSql.readable(course, lesson, call.caller()))
                .map(found -> replies.kept(call, found)));
  }
}
