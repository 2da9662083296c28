package dev.principia.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import dev.principia.contract.Defect;
import dev.principia.note.Note.CodeExample;
import dev.principia.note.Note.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoteReadingTest {
  private static final Note CACHING =
      new Note(
          List.of("Hit ratio", "Stampede:\nmany misses at once"),
          "# Why\n\nMemory is **fast**.\n\n## Takeaways\n\n```md\n## Notes\n```\n",
          List.of(
              new CodeExample("java", "cache.get(key);"), new CodeExample("md", "```\ncode\n```")),
          List.of("Measure first"),
          List.of(new Resource("RFC [9111]", "https://www.rfc-editor.org/rfc/rfc9111")),
          List.of("caching", "http"));

  @Test
  @Proves("4.7")
  void aNoteIsWrittenInTheCoursesTemplate() {
    assertEquals(
        """
        # Lesson 14: Caching

        Tags: caching, http

        ## Key Concepts
        - Hit ratio
        - Stampede:
          many misses at once

        ## Notes
        # Why

        Memory is **fast**.

        \\## Takeaways

        ```md
        ## Notes
        ```


        ## Code Examples
        ```java
        cache.get(key);
        ```

        ````md
        ```
        code
        ```
        ````

        ## Takeaways
        - Measure first

        ## Resources
        - [RFC \\[9111\\]](https://www.rfc-editor.org/rfc/rfc9111)
        """,
        NoteWriter.write("Lesson 14: Caching", CACHING));
  }

  @Test
  @Proves("4.7")
  void theTemplateOfTheReadmeIsReadWithItsWronglyNestedFences() {
    String readme =
        """
        ```markdown
        # Lesson X: Topic Name

        ## Key Concepts
        - Concept 1
        - Concept 2

        ## Notes
        Your notes here...

        ## Code Examples
        ```language
        // code here
        ```

        ## Takeaways
        - Takeaway 1
        - Takeaway 2


        ## üîó Resources

        - **Course**: Backend from First Principles (YouTube) - https://a.example/list?x=1
        """;
    Note expected =
        new Note(
            List.of("Concept 1", "Concept 2"),
            "Your notes here...",
            List.of(new CodeExample("language", "// code here")),
            List.of("Takeaway 1", "Takeaway 2"),
            List.of(
                new Resource(
                    "Course: Backend from First Principles (YouTube)",
                    "https://a.example/list?x=1")),
            List.of());
    assertEquals(expected, read(readme));
    assertEquals(expected, read(readme + "```\n"));
  }

  @Test
  void whatPeopleWriteIsRead() {
    Note note =
        read(
            """
            \uFEFF# Caching
            tags: HTTP, Caching,, http

            ## 💡 Takeaways:
            * One
            + Two
              - nested
            3) Three
            goes on

            still three?
            """
                .replace("still", "   still"));
    assertEquals(
        List.of("One", "Two\n- nested", "Three\ngoes on\n\n still three?"), note.takeaways());
    assertEquals(List.of("http", "caching"), note.tags());
    assertEquals("", note.body());
  }

  @Test
  void windowsLineEndsAreLineEnds() {
    assertEquals("a\nb", read("## Notes\r\n\r\na\r\nb\r\n").body());
  }

  @Test
  void aTextWithoutTheTemplatesHeadingsIsABody() {
    assertEquals("# Caching\n\n- [x] done", read("# Caching\n\n- [x] done\n").body());
    assertEquals("", read("").body());
  }

  @Test
  void linksAreReadInEveryForm() {
    Note note =
        read(
            """
            ## Resources
            - <https://a.example>
            - https://b.example/x
            - Book: https://c.example
            - [Video](https://d.example): the one to watch
            """);
    assertEquals(
        List.of(
            new Resource("https://a.example", "https://a.example"),
            new Resource("https://b.example/x", "https://b.example/x"),
            new Resource("Book", "https://c.example"),
            new Resource("Video: the one to watch", "https://d.example")),
        note.resources());
  }

  @Test
  void whatCannotBeUnderstoodIsNamedByItsLine() {
    assertEquals(
        List.of(
            "2 text-before-sections",
            "4 not-a-list-item",
            "8 unknown-heading",
            "10 text-outside-code",
            "11 unclosed-fence",
            "12 duplicate-section",
            "14 no-url"),
        defects(
            """
            # Title
            Hello
            ## Key Concepts
            Prose

            - item

            ## Mistakes
            ## Code Examples
            Look:
            ```java
            ## Key Concepts
            ## Resources
            - A book
            """));
  }

  @Test
  void everyPartKnowsItsLine() {
    NoteReader.Result result =
        NoteReader.read("Tags: a\n## Takeaways\n- one\n\n- two\n## Notes\ntext\n");
    assertEquals(3, result.places().get("/takeaways/0"));
    assertEquals(5, result.places().get("/takeaways/1"));
    assertEquals(6, result.places().get("/body"));
    assertEquals(1, result.places().get("/tags/0"));
  }

  @Test
  @Proves("6.7")
  void theSizeOfANoteCountsCharactersAndNotBytes() {
    String rockets = "🚀".repeat(Note.MOST_CHARACTERS);
    assertEquals(List.of(), ofBody(rockets).defects());
    assertTrue(
        ofBody(rockets + "a")
            .defects()
            .contains(Defect.at("", "too-long", "All texts together may have 262144 characters.")));
  }

  private static Note ofBody(String body) {
    return new Note(List.of(), body, List.of(), List.of(), List.of(), List.of());
  }

  private static Note read(String markdown) {
    NoteReader.Result result = NoteReader.read(markdown);
    assertEquals(List.of(), result.defects());
    return Note.of(result.json());
  }

  private static List<String> defects(String markdown) {
    return NoteReader.read(markdown).defects().stream()
        .map(each -> each.where() + " " + each.code())
        .toList();
  }
}
