package dev.principia.live;

import dev.principia.course.CourseKey;
import dev.principia.course.LessonKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client asks to follow, as it names it.
sealed interface Topic {
  Pattern FORM =
      Pattern.compile(
          "account|course:([A-Za-z0-9-]{1,100})|lesson:([A-Za-z0-9-]{1,100})/([A-Za-z0-9-]{1,100})");

  /// Everything of the account's own.
  record OfAccount() implements Topic {}

  /// The changes of a course, and the account's own doings in it.
  record OfCourse(CourseKey course) implements Topic {}

  /// The account's own doings in a lesson, and who is there.
  record OfLesson(CourseKey course, LessonKey lesson) implements Topic {}

  /// Empty when the text is no topic.
  static Optional<Topic> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    if (form.group(1) != null) {
      return Optional.of(new OfCourse(CourseKey.of(form.group(1))));
    }
    return Optional.of(
        form.group(2) == null
            ? new OfAccount()
            : new OfLesson(CourseKey.of(form.group(2)), LessonKey.of(form.group(3))));
  }
}
