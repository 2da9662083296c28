package dev.principia.course;

import dev.principia.course.Outline.Section;
import dev.principia.course.OutlineRefused.Defect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads one outline: lines into blocks, blocks into sections; the time is linear in the text.
final class OutlineReader {
  private static final String NO_HEADING = "Lessons";

  private final List<Defect> defects = new ArrayList<>();
  private final LessonNumbers numbers = new LessonNumbers(defects);
  private final List<Block> blocks = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private Optional<Block> title = Optional.empty();
  private int resourcesLevel;

  Outline read(String markdown) {
    List<String> lines = lines(markdown);
    refuseControlCharacters(lines);
    int end = 0;
    while (end < lines.size() && !lines.get(end).strip().equals(OutlineWriter.FURTHER_TEXT)) {
      end++;
    }
    readLines(lines.subList(0, end));
    refuseIncomplete();
    numberLessons();
    if (!defects.isEmpty()) {
      throw new OutlineRefused(defects);
    }
    return outline(further(lines.subList(Math.min(end + 1, lines.size()), lines.size())));
  }

  private static List<String> lines(String markdown) {
    String text = markdown.startsWith("\uFEFF") ? markdown.substring(1) : markdown;
    return Arrays.asList(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
  }

  private void refuseControlCharacters(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (!Titles.isPrintable(lines.get(i))) {
        refuse(i + 1, "control-character", "the line holds a control character");
      }
    }
  }

  /// What was written after the comment: a blank line before it and a line end after it are the
  /// writer's.
  private static String further(List<String> lines) {
    int end = lines.size();
    if (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    int start = end > 0 && lines.getFirst().isEmpty() ? 1 : 0;
    return String.join("\n", lines.subList(start, end));
  }

  private void readLines(List<String> lines) {
    BitSet code = Fence.code(lines);
    blocks.add(Block.preamble());
    for (int i = 0; i < lines.size(); i++) {
      if (code.get(i)) {
        blocks.getLast().addCode(lines.get(i));
      } else {
        readLine(lines.get(i), i + 1);
      }
    }
  }

  private void readLine(String line, int number) {
    switch (Line.of(line)) {
      case Line.Heading heading -> open(heading, line, number);
      case Line.Task task -> lesson(task, number);
      case Line.Bullet bullet -> bullet(bullet, line);
      case Line.Text _ -> blocks.getLast().addText(line);
    }
  }

  private void open(Line.Heading heading, String typed, int line) {
    boolean isTitle = title.isEmpty() && heading.level() == 1;
    Block block = Block.under(heading, typed, line, isTitle);
    blocks.add(block);
    if (isTitle) {
      title = Optional.of(block);
      checkTitle(heading.title(), line);
    }
    if (heading.level() <= resourcesLevel) {
      resourcesLevel = 0;
    }
    if (resourcesLevel == 0 && block.isResources()) {
      resourcesLevel = heading.level();
    }
  }

  private void lesson(Line.Task task, int line) {
    Block block = blocks.getLast();
    if (block.lessons().isEmpty()) {
      block.sectionTitle().ifPresent(it -> checkTitle(it, block.line()));
    }
    if (!task.isKnown()) {
      refuse(line, "unknown-mark", "a check box is [ ] or [x], not [" + task.mark() + "]");
    }
    checkTitle(task.title(), line);
    task.number().ifPresent(number -> numbers.claim(line, number));
    block.addLesson(new Block.Found(line, task));
  }

  private void bullet(Line.Bullet bullet, String line) {
    Optional<Resource> resource =
        resourcesLevel > 0 ? ResourceLine.read(bullet.text()) : Optional.empty();
    resource.ifPresentOrElse(
        found -> {
          resources.add(found);
          blocks.getLast().takeResource();
        },
        () -> blocks.getLast().addText(line));
  }

  private void refuseIncomplete() {
    if (title.isEmpty()) {
      refuse(1, "no-title", "there is no heading of level 1");
    }
    title.ifPresent(this::checkSummary);
    if (blocks.stream().allMatch(block -> block.lessons().isEmpty())) {
      int line = title.map(Block::line).orElse(1);
      refuse(line, "no-lessons", "there is no list item with a check box, like: - [ ] 1. Title");
    }
  }

  private void checkSummary(Block top) {
    String summary = top.summary();
    if (summary.codePointCount(0, summary.length()) > Titles.LONGEST_SUMMARY) {
      String detail = "the text below the title has more than 2000 characters";
      refuse(top.line(), "summary-too-long", detail);
    }
  }

  private void numberLessons() {
    int before = 0;
    for (Block block : blocks) {
      for (Block.Found lesson : block.lessons()) {
        OptionalInt typed = lesson.task().number();
        before = typed.isPresent() ? typed.getAsInt() : numbers.next(lesson.line(), before);
        block.number(before);
      }
    }
  }

  private Outline outline(String further) {
    var sections = new ArrayList<Section>();
    var description = new KeptText();
    boolean topics = false;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      topics = block.level() <= 2 ? block.isTopics() : topics;
      boolean last = i + 1 == blocks.size() || blocks.get(i + 1).level() <= block.level();
      boolean section =
          !block.lessons().isEmpty() || (topics && last && block.couldBeEmptySection());
      if (section) {
        sections.add(new Section(block.sectionTitle().orElse(NO_HEADING), block.items()));
      }
      block.describe(section, description);
    }
    Block top = title.orElseThrow();
    String text = joined(description.text(), further);
    return new Outline(top.headingTitle(), top.summary(), sections, resources, text);
  }

  private static String joined(String text, String further) {
    return text + (text.isEmpty() || further.isEmpty() ? "" : "\n\n") + further;
  }

  private void checkTitle(String title, int line) {
    Titles.flaw(title)
        .filter(flaw -> !flaw.equals("control-character")) // told of its line already
        .ifPresent(flaw -> refuse(line, flaw, Titles.meaning(flaw)));
  }

  private void refuse(int line, String code, String detail) {
    defects.add(new Defect(line, code, detail));
  }
}
