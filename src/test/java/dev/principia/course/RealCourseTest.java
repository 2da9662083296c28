package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The course's own README, with mis-decoded emoji, jumping numbers and an unclosed code fence.
class RealCourseTest {
  private static final String README = read("/seed/backend-from-first-principles.md");
  private static final Outline COURSE = Outline.parse(README);

  private static String read(String resource) {
    try (var in = RealCourseTest.class.getResourceAsStream(resource)) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Item> lessons() {
    return COURSE.sections().stream().flatMap(it -> it.lessons().stream()).toList();
  }

  @Test
  void hasItsTitleAndSummary() {
    assertEquals("Learning Backend from First Principles", COURSE.title());
    assertTrue(
        COURSE.summary().startsWith("Notes and resources from the YouTube course \"Learning"));
    assertTrue(COURSE.summary().endsWith("applicable across all tech stacks."));
  }

  @Test
  void hasTwelveSectionsInItsOwnOrderAlthoughNumbersJump() {
    String table =
        COURSE.sections().stream()
            .map(it -> it.title() + it.lessons().stream().map(Item::number).toList())
            .collect(Collectors.joining("\n", "", "\n"));
    assertEquals(
        """
        Foundations[1, 2, 3]
        Request/Response Cycle[4, 5, 6, 7, 8]
        API Design[9, 10, 11]
        Data Layer[12, 13]
        Performance[14, 17, 23, 24]
        Background Tasks[15, 16]
        Reliability[18, 19, 20, 21]
        Security[22]
        File Storage[25]
        Real-time Systems[26, 30]
        Quality & Standards[27, 28, 29]
        Deployment[31]
        """,
        table);
  }

  @Test
  void hasThirtyOneLessonsOfWhichThreeAreDone() {
    assertEquals(31, lessons().size());
    assertEquals(
        IntStream.rangeClosed(1, 31).boxed().toList(),
        lessons().stream().map(Item::number).sorted().toList());
    assertEquals(
        List.of(1, 2, 3), lessons().stream().filter(Item::done).map(Item::number).toList());
    assertTrue(lessons().contains(new Item(13, "Business Logic Layer (BLL)", false)));
    assertTrue(lessons().contains(new Item(20, "Logging, Monitoring and Observability", false)));
  }

  @Test
  void hasTwoResourcesAndKeepsTheThirdItemAsText() {
    assertEquals(
        List.of(
            new Resource(
                "Course: Backend from First Principles (YouTube)",
                "https://www.youtube.com/playlist?list=PLui3EUkuMTPgZcV0QhQrOcwMPcBCcd_Q1"),
            new Resource(
                "Personal Notion Notes",
                "https://www.notion.so/Backend-from-the-First-Principles-2ecfbb065ffb80f1b0f9ec4ec31028e4?source=copy_link")),
        COURSE.resources());
  }

  @Test
  void keepsEverythingElseWordForWord() {
    String template = README.substring(README.indexOf("```markdown"));
    String kept =
        template.lines().filter(it -> !it.contains("https://")).collect(Collectors.joining("\n"));
    assertEquals(kept, COURSE.description().substring(COURSE.description().indexOf("```markdown")));
    assertTrue(COURSE.description().lines().findFirst().orElse("").endsWith("Note Template"));
  }

  @Test
  void comesBackWhenWrittenAndRead() {
    String markdown = COURSE.toMarkdown();
    assertEquals(COURSE, Outline.parse(markdown));
    assertEquals(markdown, Outline.parse(markdown).toMarkdown());
  }

  @Test
  void readsTheSameWithItsFenceClosedAndWithWindowsLineEnds() {
    String closed = README.replace("- Takeaway 2\n", "- Takeaway 2\n```\n");
    assertEquals(COURSE.sections(), Outline.parse(closed).sections());
    assertEquals(COURSE.resources(), Outline.parse(closed).resources());
    assertEquals(COURSE, Outline.parse(README.replace("\n", "\r\n")));
  }

  @Test
  void hasSlugsOfItsOwnForAllLessons() {
    assertEquals(
        31, lessons().stream().map(it -> Slugs.lesson(it.title(), it.number())).distinct().count());
    assertEquals("learning-backend-from-first-principles", Slugs.course(COURSE.title(), () -> "x"));
    assertEquals("caching", Slugs.lesson("Caching", 14));
    assertEquals("business-logic-layer-bll", Slugs.lesson("Business Logic Layer (BLL)", 13));
  }

  @Test
  void hasVideosForAllLessonsButTheLast() {
    var videos = Videos.load();
    assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), List.copyOf(videos.keySet()));
    assertEquals(
        List.of(new Resource("Video: HTTP Protocol", "https://youtu.be/a3C1DMswClQ")),
        videos.get(2));
    assertEquals(34, videos.values().stream().mapToInt(List::size).sum());
    assertEquals(
        List.of(
            new Resource(
                "Video of lesson 11: REST Best Practices", "https://youtu.be/RG6q57DwV8Y")),
        videos.get(10));
  }

  @Test
  void hasNoSectionWithoutLessons() {
    assertTrue(COURSE.sections().stream().map(Section::lessons).noneMatch(List::isEmpty));
  }
}
