package dev.principia.course;

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
    return call.optionalText("cursor")
        .map(cursor -> cursors.read(list(call), cursor))
        .orElse(sort.beginning());
  }

  Reply page(Call call, CourseSort sort, List<JsonObject> rows) {
    return Page.reply(call, cursors, list(call), rows, sort::keys);
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

  Reply course(Call call, Course course) {
    return named(call, course.slug(), written(course));
  }

  Reply export(Call call, Export export) {
    return named(call, export.course().slug(), export.reply());
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
