package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Caller;
import dev.principia.contract.Defect;
import dev.principia.contract.Event;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An import that somebody asks for.
///
/// @param owner whose course it becomes
/// @param learner whose progress the ticked lessons become
/// @param ticks whether they do even when the course is what the outline says already
/// @param dryRun whether nothing is to be written
record ImportWish(Outline outline, UUID owner, UUID learner, boolean ticks, boolean dryRun) {

  /// Reads the call's outline; it takes a while when that is long. Throws all that is wrong with
  /// it, by line.
  static ImportWish of(Call call) {
    return of(call.textBody(), call.caller().id(), call.flag("dryRun"));
  }

  /// The same for an outline that a job has.
  static ImportWish of(String text, UUID caller, boolean dryRun) {
    try {
      return new ImportWish(Outline.parse(text), caller, caller, true, dryRun);
    } catch (OutlineRefused e) {
      throw Problem.invalid(
          e.defects().stream()
              .map(each -> Defect.line(each.line(), each.code(), sentence(each.detail())))
              .toList());
    }
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + '.';
  }

  Query<UUID> find() {
    return ImportSql.find(owner, outline);
  }

  Query<LockedCourse.Found> lock(UUID course) {
    return CourseWriteSql.lock(key(course), Caller.account(owner));
  }

  Query<Course> read(UUID course) {
    return CourseSql.readable(key(course), Caller.account(owner));
  }

  private static CourseKey key(UUID course) {
    return new CourseKey(Optional.of(course), Optional.empty());
  }

  /// What is to be written, computed from all that is stored.
  OutlineImport plan(Optional<Course> stored) {
    OutlineImport plan = new OutlineImport(outline, stored, owner);
    if (!dryRun && plan.isChange()) {
      stored
          .filter(course -> course.text().isArchived())
          .ifPresent(
              archived -> {
                throw LockedCourse.refused();
              });
    }
    return plan;
  }

  /// Whether the plan's course, sections and lessons are to be written.
  boolean writes(OutlineImport plan) {
    return !dryRun && plan.isChange();
  }

  /// The write of ticks, if any are to be written.
  Optional<Query<Boolean>> ticks(OutlineImport plan) {
    boolean wanted = !dryRun && (ticks || plan.isChange());
    return wanted ? plan.ticks(learner) : Optional.empty();
  }

  /// What others learn of it, once it is written.
  List<Event> events(OutlineImport plan, ImportReport report) {
    if (dryRun) {
      return List.of();
    }
    Event over = CourseEvents.imported(owner, plan.id(), report);
    EventType type = plan.isNew() ? EventType.COURSE_CREATED : EventType.COURSE_UPDATED;
    return plan.isChange()
        ? List.of(CourseEvents.of(type, owner, plan.id(), report.slug()), over)
        : List.of(over);
  }

  Reply reply(OutlineImport plan, ImportReport report) {
    if (dryRun && plan.isNew()) {
      return Reply.ok(report.json());
    }
    Reply reply = plan.isNew() ? Reply.created(report.json()) : Reply.ok(report.json());
    return reply.with("Location", location(report));
  }

  /// The same as a job's result: the report, and where the course is.
  JsonObject result(OutlineImport plan, ImportReport report) {
    return dryRun && plan.isNew() ? report.json() : report.json().put("location", location(report));
  }

  private static String location(ImportReport report) {
    return "/api/v1/courses/" + report.slug();
  }
}
