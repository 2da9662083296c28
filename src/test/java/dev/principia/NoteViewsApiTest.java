package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A note as JSON, as Markdown and as a page.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class NoteViewsApiTest {
  private final Api api;
  private final Person ada;

  NoteViewsApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("4.7")
  void aNoteGoesThroughMarkdownAndBack() {
    NotesApiTest.written(ada, NotesApiTest.caching());
    Api.Answer markdown = ada.get(NotesApiTest.NOTE, "Accept", "text/markdown").is(200);
    assertEquals("text/markdown; charset=utf-8", markdown.need("Content-Type"));
    assertTrue(markdown.text().startsWith("# Lesson 14: Caching\n\nTags: caching, http\n\n## Key"));
    Person grace = Person.signedUp(api);
    Api.Answer copied = markdown(grace, markdown.text(), "If-None-Match", "*").is(201);
    assertEquals(NotesApiTest.content(NotesApiTest.caching()), NotesApiTest.content(copied.json()));
    assertEquals(
        copied.need("ETag"),
        markdown(grace, markdown.text(), "If-Match", copied.need("ETag")).is(200).need("ETag"));
  }

  @Test
  @Proves("6.1")
  void everyDefectOfMarkdownIsNamedByItsLine() {
    String bad =
        """
        Tags: %s
        ## Key Concepts
        prose
        ## Resources
        - a book
        - [x](ftp://a.example)
        """
            .formatted("x".repeat(51));
    Api.Answer refused = markdown(ada, bad, "If-None-Match", "*").problem(422, "invalid-request");
    assertEquals(
        List.of("1 too-long", "3 not-a-list-item", "5 no-url", "6 not-http"),
        CoursesApiTest.objects(refused.json(), "errors").stream()
            .map(each -> each.getInteger("line") + " " + each.getString("code"))
            .toList());
  }

  private Api.Answer markdown(Person person, String text, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "text/markdown; charset=utf-8";
    all[headers.length + 2] = "Authorization";
    all[headers.length + 3] = "Bearer " + person.session().getString("accessToken");
    return api.send("PUT", Api.V1 + NotesApiTest.NOTE, BodyPublishers.ofString(text), all);
  }

  @Test
  @Proves("2.4")
  @Proves("9.6")
  void oneNoteHasThreeViewsWithValidatorsOfTheirOwn() {
    NotesApiTest.written(ada, NotesApiTest.caching());
    Set<String> etags = new TreeSet<>();
    for (String type : List.of("application/json", "text/markdown", "text/html")) {
      String other = type.equals("text/html") ? "text/markdown" : "text/html";
      Api.Answer found =
          ada.get(NotesApiTest.NOTE, "Accept", "image/*, " + other + ";q=0.3, " + type + ";q=0.5")
              .is(200);
      assertTrue(found.need("Content-Type").startsWith(type));
      assertEquals("Accept", found.need("Vary"));
      String etag = found.need("ETag");
      etags.add(etag);
      ada.get(NotesApiTest.NOTE, "Accept", type, "If-None-Match", etag).is(304);
      ada.patch(NotesApiTest.NOTE, new JsonObject(), "If-Match", etag).is(200);
      ada.patch(NotesApiTest.NOTE, new JsonObject(), "If-Match", etag.replaceAll("\"$", "-gzip\""))
          .is(200);
    }
    assertEquals(3, etags.size());
    ada.get(NotesApiTest.NOTE, "Accept", "image/png").problem(406, "not-acceptable");
    api.send(
            "PUT",
            Api.V1 + NotesApiTest.NOTE,
            BodyPublishers.ofString("a,b"),
            "Content-Type",
            "text/csv",
            "Authorization",
            bearer())
        .problem(415, "unsupported-media-type");
  }

  @Test
  @Proves("6.8")
  void whatIsDangerousIsKeptAsTypedAndRenderedInert() {
    String body =
        """
        <script>alert(1)</script>
        <img src=x onerror="alert(2)">

        [a](javascript:alert(3)) [b](JaVaScRiPt:alert(4)) ![c](https://tracker.example/x.png)
        text <a href="javascript:alert(5)">d</a> [e](data:text/html,x) [ok](https://a.example)
        """;
    JsonObject note =
        JsonObject.of(
            "body", body,
            "keyConcepts", new JsonArray().add("<svg onload=alert(6)>"),
            "tags", new JsonArray().add("<b onclick=x>"));
    assertEquals(body, NotesApiTest.written(ada, note).json().getString("body"));
    Api.Answer page = ada.get(NotesApiTest.NOTE, "Accept", "text/html").is(200);
    String html = page.text();
    assertTrue(html.startsWith("<!doctype html>"), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)"), html);
    assertTrue(html.contains("href=\"https://a.example\""), html);
    Document document = Jsoup.parse(html);
    assertEquals(List.of(), document.select("script, img, svg, b, iframe, style, form").eachText());
    for (Element element : document.getAllElements()) {
      assertFalse(
          element.attributes().asList().stream().anyMatch(each -> each.getKey().startsWith("on")),
          element::toString);
    }
    assertEquals(List.of("https://a.example"), document.select("main a[href]").eachAttr("href"));
    assertTrue(page.need("Content-Security-Policy").startsWith("default-src 'none'"));
    assertFalse(page.need("Content-Security-Policy").contains("script-src"));
  }

  @Test
  void aBigNoteIsRenderedBesideTheEventLoop() {
    String line = "- **a** [b](https://a.example) `c` *d* <e> &amp; | x |\n";
    NotesApiTest.written(ada, JsonObject.of("body", line.repeat(260_000 / line.length())));
    assertTrue(
        ada.get(NotesApiTest.NOTE, "Accept", "text/html")
            .is(200)
            .text()
            .contains("<strong>a</strong>"));
  }

  private String bearer() {
    return "Bearer " + ada.session().getString("accessToken");
  }
}
