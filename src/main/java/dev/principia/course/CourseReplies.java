package dev.principia.course;

import dev.principia.cache.CacheHeaders;
import dev.principia.cache.Kept;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Media;
import dev.principia.contract.Page;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// What courses look like from outside; the same for both flows.
final class CourseReplies {
  private final Cursors cursors;

  CourseReplies(Cursors cursors) {
    this.cursors = cursors;
  }

  /// Where the list that the call asks for continues.
  List<String> after(Call call, CourseSort sort) {
    return Page.after(call, cursors, list(call), sort.beginning());
  }

  Reply page(Call call, CourseSort sort, List<JsonObject> rows) {
    return CacheHeaders.shared(
        Page.reply(call, cursors, list(call), rows, sort::keys),
        call.caller().account().isPresent());
  }

  private static String list(Call call) {
    String filters = call.optionalText("q").orElse("") + '\n' + call.optionalText("tag").orElse("");
    return call.operation().id()
        + ' '
        + call.text("sort")
        + ' '
        + call.callerName()
        + ' '
        + filters;
  }

  /// The course's answer, for the cache.
  Kept kept(Call call, Course course) {
    Reply reply = named(call, course.slug(), written(course));
    return new Kept(reply.encoded(), course.id(), course.version(), course.isPublic());
  }

  /// The lesson's answer, for the cache.
  Kept kept(Call call, Lesson.Found found) {
    Lesson lesson = found.lesson();
    return new Kept(
        lesson(call, lesson).encoded(), lesson.course(), lesson.courseVersion(), found.isPublic());
  }

  Reply export(Call call, Export export) {
    Reply reply = named(call, export.course().slug(), export.reply());
    return CacheHeaders.shared(reply, call.caller().account().isPresent());
  }

  private static Reply named(Call call, String slug, Reply reply) {
    return slug.equals(call.text("course"))
        ? reply
        : reply.with("Link", canonical("/api/v1/courses/" + slug));
  }

  Reply lesson(Call call, Lesson lesson) {
    Reply reply = Reply.ok(lesson.json()).etag(etag(lesson));
    return lesson.path().equals(call.path()) ? reply : reply.with("Link", canonical(lesson.path()));
  }

  /// Whoever sends it back in `If-Match` means the lesson's own version, which stands first.
  private static String etag(Lesson lesson) {
    return lesson.version() + "-" + lesson.courseVersion();
  }

  static Reply written(Course course) {
    return written(200, course);
  }

  static Reply created(Course course) {
    return written(201, course).with("Location", "/api/v1/courses/" + course.slug());
  }

  private static Reply written(int status, Course course) {
    return Reply.bytes(status, Media.JSON, course.body()).etag(Long.toString(course.version()));
  }

  static Reply written(Lesson lesson) {
    return Reply.ok(lesson.json()).etag(etag(lesson));
  }

  static Reply created(Lesson lesson) {
    return Reply.created(lesson.json()).etag(etag(lesson)).with("Location", lesson.path());
  }

  private static String canonical(String path) {
    return "<" + path + ">; rel=\"canonical\"";
  }
}
