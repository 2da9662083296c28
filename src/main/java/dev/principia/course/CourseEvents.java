package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// What others learn of changes to a course: which one it was. What it says now they read.
final class CourseEvents {
  private CourseEvents() {}

  static Event of(EventType type, Call call, LockedCourse course) {
    return of(type, call.caller().id(), course.id(), course.slug());
  }

  static Event created(Call call, Course course) {
    return of(EventType.COURSE_CREATED, call.caller().id(), course.id(), course.slug());
  }

  static Event of(EventType type, UUID account, UUID course, String slug) {
    return Event.shared(type, account, course, about(course, slug));
  }

  /// The owner learns that an import is over, and what it did.
  static Event imported(UUID owner, UUID course, ImportReport report) {
    JsonObject about = about(course, report.slug()).put("report", report.json());
    return Event.own(EventType.IMPORT_FINISHED, owner, Optional.of(course), about);
  }

  private static JsonObject about(UUID course, String slug) {
    return JsonObject.of("course", JsonObject.of("id", course.toString(), "slug", slug));
  }
}
