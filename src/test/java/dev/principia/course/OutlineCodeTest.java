package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What code fences hide, and what they do not.
class OutlineCodeTest {
  private static Outline parse(String... lines) {
    return Outline.parse(String.join("\n", lines));
  }

  @Test
  void codeEndsTheSummary() {
    Outline outline = parse("# T", "One", "```", "# code", "```", "two", "## S", "- [ ] L");
    assertEquals("One", outline.summary());
    assertEquals("```\n# code\n```\ntwo", outline.description());
  }

  @Test
  void codeHoldsNoHeadingsLessonsOrResources() {
    Outline outline =
        parse(
            "# T",
            "- [ ] L",
            "~~~",
            "## A",
            "- [ ] M",
            "```",
            "~~~",
            "## Resources",
            "```",
            "- https://a.example",
            "```");
    assertEquals(1, outline.sections().size());
    assertEquals(List.of(), outline.resources());
  }

  @Test
  void fencesInsideAFenceNestWhenAllAreClosed() {
    Outline outline =
        parse(
            "# T",
            "- [ ] L",
            "```markdown",
            "# A",
            "```java",
            "x",
            "```",
            "- [ ] M",
            "```",
            "## S",
            "- [ ] N");
    assertEquals(List.of("Lessons", "S"), outline.sections().stream().map(Section::title).toList());
  }

  @Test
  void aForgottenClosingFenceHidesNothingThatFollows() {
    Outline outline =
        parse(
            "# T",
            "```markdown",
            "# A",
            "```java",
            "- [ ] x",
            "```",
            "## S",
            "- [ ] N",
            "```sh",
            "ls",
            "```",
            "## Resources",
            "- https://a.example");
    assertEquals(List.of(new Section("S", List.of(new Item(1, "N", false)))), outline.sections());
    assertEquals(1, outline.resources().size());
  }

  @Test
  void aFenceThatNeverClosesIsText() {
    Outline outline = parse("# T", "```", "sum", "## S", "- [ ] N", "````java", "## R", "- [ ] M");
    assertEquals("```\nsum", outline.summary());
    assertEquals(2, outline.sections().size());
  }
}
