package dev.principia.course;

import dev.principia.course.Outline.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands directly under one heading, or before the first.
final class Block {
  /// A lesson and its line.
  record Found(int line, Line.Task task) {}

  private final Optional<Line.Heading> heading;
  private final String typed;
  private final int line;
  private final boolean title;
  private final List<Found> lessons = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> summary = new ArrayList<>();
  private final KeptText text = new KeptText();
  private boolean summaryOpen;
  private boolean holdsResources;

  private Block(Optional<Line.Heading> heading, String typed, int line, boolean title) {
    this.heading = heading;
    this.typed = typed;
    this.line = line;
    this.title = title;
    summaryOpen = title;
  }

  /// What stands before the first heading.
  static Block preamble() {
    return new Block(Optional.empty(), "", 1, false);
  }

  /// @param title whether this is the course's title
  static Block under(Line.Heading heading, String typed, int line, boolean title) {
    return new Block(Optional.of(heading), typed, line, title);
  }

  void addText(String text) {
    if (summaryOpen) {
      summary.add(SummaryText.unescaped(text));
    } else {
      this.text.keep(text);
    }
  }

  void addCode(String text) {
    summaryOpen = false;
    this.text.keep(text);
  }

  void addLesson(Found lesson) {
    summaryOpen = false;
    lessons.add(lesson);
    text.cut();
  }

  /// A resource was found here; it belongs to the whole course.
  void takeResource() {
    holdsResources = true;
    text.cut();
  }

  int line() {
    return line;
  }

  int level() {
    return heading.map(Line.Heading::level).orElse(0);
  }

  /// The heading's text, if lessons under it make it a section; the title doesn't.
  Optional<String> sectionTitle() {
    return heading.filter(_ -> !title).map(Line.Heading::title);
  }

  String headingTitle() {
    return heading.map(Line.Heading::title).orElse("");
  }

  String summary() {
    return String.join("\n", summary).strip();
  }

  List<Found> lessons() {
    return lessons;
  }

  /// Numbers the next lesson that has no number yet, in reading order.
  void number(int number) {
    numbers.add(number);
  }

  List<Item> items() {
    var items = new ArrayList<Item>();
    for (Found lesson : lessons) {
      Line.Task task = lesson.task();
      items.add(new Item(numbers.get(items.size()), task.title(), task.isDone()));
    }
    return items;
  }

  boolean isTopics() {
    return !title && heading.filter(Line.Heading::isTopics).isPresent();
  }

  boolean isResources() {
    return !title && heading.filter(Line.Heading::isResources).isPresent();
  }

  /// Nothing at all, under a heading that could be a section's.
  boolean couldBeEmptySection() {
    boolean empty = lessons.isEmpty() && !holdsResources && text.isBlank();
    return empty && level() == 3 && Titles.flaw(headingTitle()).isEmpty();
  }

  /// Leaves what belongs to the description there, under its heading.
  ///
  /// @param section whether this is a section of the outline, whose heading is no further text
  void describe(boolean section, KeptText description) {
    boolean known = section || isTopics() || (isResources() && holdsResources);
    if (text.isBlank() && known) {
      description.cut();
      return;
    }
    if (heading.isPresent() && !title) {
      description.keep(typed);
    }
    text.lines().forEach(description::keep);
  }
}
