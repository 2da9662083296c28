package dev.principia.note;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;

/// A note as a page. What people typed is rendered as Markdown in which HTML is text, and of the
/// result only what the list allows is let through; the policy forbids scripts besides.
final class NotePage {
  /// No scripts, no images, no frames, no forms; the style sheet is ours.
  static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final List<TablesExtension> EXTENSIONS =
      List.of((TablesExtension) TablesExtension.create());
  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(100).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).build();
  private static final Safelist ALLOWED =
      new Safelist()
          .addTags(
              "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "blockquote")
          .addTags(
              "ul", "ol", "li", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "a")
          .addAttributes("ol", "start")
          .addAttributes("th", "align")
          .addAttributes("td", "align")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https", "mailto")
          .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");

  private NotePage() {}

  static Buffer of(String title, Note note) {
    StringBuilder html = new StringBuilder();
    note.tags().forEach(tag -> html.append("<code>").append(escaped(tag)).append("</code> "));
    list(html, Section.KEY_CONCEPTS, note.keyConcepts());
    heading(html, Section.NOTES).append(rendered(note.body()));
    heading(html, Section.CODE_EXAMPLES);
    note.codeExamples().forEach(each -> html.append(code(each)));
    list(html, Section.TAKEAWAYS, note.takeaways());
    heading(html, Section.RESOURCES).append("<ul>");
    note.resources().forEach(each -> html.append("<li>").append(link(each)).append("</li>"));
    return page(title, Jsoup.clean(html.append("</ul>").toString(), "", ALLOWED, settings()));
  }

  private static Document.OutputSettings settings() {
    return new Document.OutputSettings().prettyPrint(false);
  }

  private static StringBuilder heading(StringBuilder html, Section section) {
    return html.append("<h2>").append(section.heading().substring(3)).append("</h2>\n");
  }

  private static void list(StringBuilder html, Section section, List<String> items) {
    heading(html, section).append("<ul>");
    items.forEach(item -> html.append("<li>").append(rendered(item)).append("</li>\n"));
    html.append("</ul>\n");
  }

  private static String rendered(String markdown) {
    return RENDERER.render(PARSER.parse(markdown));
  }

  private static String code(Note.CodeExample example) {
    return "<pre><code>" + escaped(example.code()) + "</code></pre>\n";
  }

  private static String link(Note.Resource resource) {
    return "<a href=\"" + escaped(resource.url()) + "\">" + escaped(resource.title()) + "</a>";
  }

  private static Buffer page(String title, String body) {
    return Buffer.buffer(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex">
        <title>%1$s</title>
        <link rel="stylesheet" href="/docs/style.css">
        <main><h1>%1$s</h1>
        %2$s</main>
        """
            .formatted(escaped(title), body));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
