package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.course.Outline.Item;
import dev.principia.course.Outline.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which list items are resources.
class OutlineResourcesTest {
  private static Outline parse(String... lines) {
    return Outline.parse(String.join("\n", lines));
  }

  private static List<Resource> resources(String... lines) {
    return parse("# T\n- [ ] L\n## Resources\n" + String.join("\n", lines)).resources();
  }

  @Test
  void everyFormOfResourceIsUnderstood() {
    String url = "https://a.example/x?y=1#z";
    assertEquals(
        List.of(new Resource("Course: Text", url)), resources("- **Course**: Text - " + url));
    assertEquals(
        List.of(new Resource("My [old] title", url)), resources("* [My [old] title](" + url + ")"));
    assertEquals(
        List.of(new Resource("Docs: Spec, 2nd ed.", url)),
        resources("- **Docs:** [Spec](" + url + "), 2nd ed."));
    assertEquals(List.of(new Resource("title", url)), resources("+ title: " + url));
    assertEquals(List.of(new Resource("title", url)), resources("1. title — <" + url + ">"));
    assertEquals(List.of(new Resource(url, url)), resources("- " + url));
    assertEquals(
        List.of(new Resource("x", "http://b.example/a_(b)")),
        resources("- [x](http://b.example/a_(b))"));
  }

  @Test
  void theTitleOfAResourceMayLookLikeACheckBox() {
    for (String title : List.of("x", "[x] a", "] a", "\uFE0F] a", "\\] a", "**a**: b", "a\\")) {
      var resource = new Resource(title, "https://a.example");
      var section = new Section("S", List.of(new Item(1, "a", false)));
      Outline outline = new Outline("T", "", List.of(section), List.of(resource), "");
      assertEquals(outline, Outline.parse(outline.toMarkdown()));
    }
  }

  @Test
  void whatIsNoLinkIsNoResourceButKept() {
    for (String item :
        List.of("- plain", "- [x](notes.md)", "- see javascript:alert(1)", "- [a", "- https://")) {
      Outline outline =
          parse("# T", "- [ ] L", "## ÔøΩ Resources", "", item, "- https://a.example");
      assertEquals(1, outline.resources().size(), item);
      assertEquals("## ÔøΩ Resources\n\n" + item, outline.description());
    }
  }

  @Test
  void resourcesStandUnderTheirHeadingAndTheHeadingsBelowItOnly() {
    Outline outline =
        parse(
            "# My Resources",
            "- [ ] L",
            "- https://no.example",
            "## **Resources**:",
            "### Books",
            "- https://a.example",
            "## Humanresources",
            "- https://no.example");
    assertEquals(
        List.of(new Resource("https://a.example", "https://a.example")), outline.resources());
    assertTrue(outline.description().contains("### Books"), outline.description());
  }
}
