package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class NotesApiTest {
  static final String COURSE = "/courses/learning-backend-from-first-principles";
  static final String NOTE = COURSE + "/lessons/caching/note";

  private final Api api;
  private final Person ada;

  NotesApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("10.2")
  void aNoteIsCreatedOnceAndComesBack() {
    ada.get(NOTE).problem(404, "not-found");
    Api.Answer created = ada.put(NOTE, caching(), "If-None-Match", "*").is(201);
    assertEquals(Api.V1 + NOTE, created.need("Location"));
    assertEquals("Caching", created.json().getString("title"));
    assertEquals(14, created.json().getJsonObject("lesson").getInteger("number"));
    Api.Answer found = ada.get(NOTE).is(200);
    assertEquals(created.text(), found.text());
    assertEquals(created.need("ETag"), found.need("ETag"));
    assertEquals(content(caching()), content(found.json()));
    Api.Answer again = ada.put(NOTE, JsonObject.of("body", "x"), "If-None-Match", "*");
    again.problem(412, "precondition-failed");
    assertEquals(content(caching()), again.json().getJsonObject("theirs"));
    assertEquals("x", again.json().getJsonObject("yours").getString("body"));
    assertEquals(found.text(), ada.get(COURSE + "/lessons/14/note").is(200).text());
    assertEquals(found.text(), ada.get("/notes/" + id(created)).is(200).text());
  }

  @Test
  @Proves("10.3")
  void aChangeNeedsTheVersionThatItsAuthorHasSeen() {
    Api.Answer first = written(ada, caching());
    ada.put(NOTE, JsonObject.of("body", "x")).problem(428, "precondition-required");
    ada.put(NOTE, JsonObject.of("body", "x"), "If-None-Match", "\"1\"")
        .problem(428, "precondition-required");
    Api.Answer second =
        ada.put(NOTE, JsonObject.of("body", "two"), "If-Match", first.need("ETag")).is(200);
    assertNotEquals(first.need("ETag"), second.need("ETag"));
    Api.Answer stale =
        ada.put(NOTE, JsonObject.of("body", "mine"), "If-Match", first.need("ETag"))
            .problem(412, "precondition-failed");
    assertEquals(content(caching()), stale.json().getJsonObject("base"));
    assertEquals("mine", stale.json().getJsonObject("yours").getString("body"));
    assertEquals("two", stale.json().getJsonObject("theirs").getString("body"));
    assertEquals(second.need("ETag"), stale.need("ETag"));
    assertEquals("2", stored("version", id(first)));
    ada.put(NOTE, JsonObject.of("body", "mine"), "If-Match", stale.need("ETag")).is(200);
    ada.put(NOTE, JsonObject.of("body", "any"), "If-Match", "*").is(200);
    assertEquals("4", stored("version", id(first)));
  }

  @Test
  void whoeverChangesWhatIsNotThereIsToldSo() {
    Api.Answer missing = ada.put(NOTE, JsonObject.of("body", "x"), "If-Match", "\"1-00000000\"");
    missing.problem(412, "precondition-failed");
    assertEquals("x", missing.json().getJsonObject("yours").getString("body"));
    ada.put(NOTE, JsonObject.of("body", "x")).problem(428, "precondition-required");
    ada.patch(NOTE, new JsonObject(), "If-Match", "*").problem(404, "not-found");
    ada.delete(NOTE, "If-Match", "*").problem(404, "not-found");
    ada.put(COURSE + "/lessons/99/note", caching(), "If-None-Match", "*").problem(404, "not-found");
  }

  @Test
  @Proves("10.3")
  void ofFiftyWritersAtOnceEachVersionIsWonByOne() {
    Api.Answer first = written(ada, JsonObject.of("body", "0"));
    String etag = first.need("ETag");
    Set<String> won = new TreeSet<>();
    for (int round = 1; round <= 4; round++) {
      List<CompletableFuture<Api.Answer>> writers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        writers.add(put(JsonObject.of("body", round + " " + i), etag));
      }
      List<Api.Answer> answers = writers.stream().map(CompletableFuture::join).toList();
      List<Api.Answer> winners = answers.stream().filter(each -> each.status() == 200).toList();
      assertEquals(1, winners.size());
      answers.stream()
          .filter(each -> each.status() != 200)
          .forEach(each -> each.problem(412, "precondition-failed"));
      String stored = winners.getFirst().json().getString("body");
      assertEquals(stored, ada.get(NOTE).json().getString("body"));
      etag = winners.getFirst().need("ETag");
      won.add(etag);
    }
    assertEquals(4, won.size());
    assertEquals("5", stored("version", id(first)));
    assertEquals("5", revisions(id(first)));
  }

  @Test
  @Proves("10.2")
  void ofManyWhoCreateAtOnceOneDoes() {
    List<CompletableFuture<Api.Answer>> writers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      writers.add(
          api.sendAsync(
              "PUT",
              Api.V1 + NOTE,
              BodyPublishers.ofString("{\"body\":\"" + i + "\"}"),
              "Content-Type",
              "application/json",
              "If-None-Match",
              "*",
              "Authorization",
              bearer()));
    }
    List<Integer> statuses =
        writers.stream().map(CompletableFuture::join).map(Api.Answer::status).sorted().toList();
    assertEquals(201, statuses.getFirst());
    assertEquals(19, statuses.stream().filter(status -> status == 412).count());
  }

  private CompletableFuture<Api.Answer> put(JsonObject body, String etag) {
    return api.sendAsync(
        "PUT",
        Api.V1 + NOTE,
        BodyPublishers.ofString(body.encode()),
        "Content-Type",
        "application/json",
        "If-Match",
        etag,
        "Authorization",
        bearer());
  }

  @Test
  @Proves("4.3")
  @Proves("10.4")
  void aPatchChangesWhatItNamesAndNullEmptiesIt() {
    String etag = written(ada, caching()).need("ETag");
    assertEquals(etag, ada.patch(NOTE, new JsonObject(), "If-Match", etag).is(200).need("ETag"));
    Api.Answer cleared =
        ada.patch(NOTE, new JsonObject().putNull("takeaways"), "If-Match", etag).is(200);
    assertEquals(content(caching()).put("takeaways", new JsonArray()), content(cleared.json()));
    Api.Answer merged =
        api.send(
                "PATCH",
                Api.V1 + NOTE,
                BodyPublishers.ofString("{\"body\":null,\"tags\":[\"B\",\"a\"]}"),
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                cleared.need("ETag"),
                "Authorization",
                bearer())
            .is(200);
    assertEquals("", merged.json().getString("body"));
    assertEquals(new JsonArray().add("b").add("a"), merged.json().getJsonArray("tags"));
    ada.patch(NOTE, JsonObject.of("body", "x")).problem(428, "precondition-required");
    Api.Answer stale = ada.patch(NOTE, JsonObject.of("body", "x"), "If-Match", etag);
    assertEquals(
        "x",
        stale.problem(412, "precondition-failed").json().getJsonObject("yours").getString("body"));
  }

  @Test
  void theSameContentAgainIsNoChange() {
    Api.Answer first = written(ada, caching());
    assertEquals(
        first.text(), ada.put(NOTE, caching(), "If-Match", first.need("ETag")).is(200).text());
    assertEquals("1", revisions(id(first)));
  }

  @Test
  @Proves("4.7")
  void aNoteGoesThroughMarkdownAndBack() {
    written(ada, caching());
    Api.Answer markdown = ada.get(NOTE, "Accept", "text/markdown").is(200);
    assertEquals("text/markdown; charset=utf-8", markdown.need("Content-Type"));
    assertTrue(markdown.text().startsWith("# Lesson 14: Caching\n\nTags: caching, http\n\n## Key"));
    Person grace = Person.signedUp(api);
    Api.Answer copied = markdown(grace, markdown.text(), "If-None-Match", "*").is(201);
    assertEquals(content(caching()), content(copied.json()));
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
    return api.send("PUT", Api.V1 + NOTE, BodyPublishers.ofString(text), all);
  }

  @Test
  @Proves("2.4")
  @Proves("9.6")
  void oneNoteHasThreeViewsWithValidatorsOfTheirOwn() {
    written(ada, caching());
    Set<String> etags = new TreeSet<>();
    for (String type : List.of("application/json", "text/markdown", "text/html")) {
      String other = type.equals("text/html") ? "text/markdown" : "text/html";
      Api.Answer found =
          ada.get(NOTE, "Accept", "image/*, " + other + ";q=0.3, " + type + ";q=0.5").is(200);
      assertTrue(found.need("Content-Type").startsWith(type));
      assertEquals("Accept", found.need("Vary"));
      String etag = found.need("ETag");
      etags.add(etag);
      ada.get(NOTE, "Accept", type, "If-None-Match", etag).is(304);
      ada.patch(NOTE, new JsonObject(), "If-Match", etag).is(200);
      ada.patch(NOTE, new JsonObject(), "If-Match", etag.replaceAll("\"$", "-gzip\"")).is(200);
    }
    assertEquals(3, etags.size());
    ada.get(NOTE, "Accept", "image/png").problem(406, "not-acceptable");
    api.send(
            "PUT",
            Api.V1 + NOTE,
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
    assertEquals(body, written(ada, note).json().getString("body"));
    Api.Answer page = ada.get(NOTE, "Accept", "text/html").is(200);
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
    written(ada, JsonObject.of("body", line.repeat(260_000 / line.length())));
    assertTrue(ada.get(NOTE, "Accept", "text/html").is(200).text().contains("<strong>a</strong>"));
  }

  @Test
  @Proves("10.7")
  void aDeletedNoteIsInTheTrashAndComesBack() {
    Api.Answer first = written(ada, caching());
    ada.delete(NOTE).problem(428, "precondition-required");
    ada.delete(NOTE, "If-Match", "\"9-00000000\"").problem(412, "precondition-failed");
    ada.delete(NOTE, "If-Match", first.need("ETag")).is(204);
    ada.get(NOTE).problem(404, "not-found");
    ada.get("/notes/" + id(first)).problem(404, "not-found");
    ada.delete(NOTE, "If-Match", first.need("ETag")).problem(404, "not-found");
    List<JsonObject> trash = CoursesApiTest.objects(ada.get("/trash").is(200).json(), "items");
    assertEquals(1, trash.size());
    assertEquals(id(first).toString(), trash.getFirst().getString("id"));
    assertEquals("note", trash.getFirst().getString("kind"));
    assertEquals("Caching", trash.getFirst().getString("title"));
    String restore = "/trash/" + id(first) + "/restore";
    Person.signedUp(api).post(restore, new JsonObject()).problem(404, "not-found");
    Api.Answer back = ada.post(restore, new JsonObject()).is(200);
    assertEquals(first.text(), back.text());
    assertEquals(first.text(), ada.get(NOTE).is(200).text());
    ada.post(restore, new JsonObject()).problem(404, "not-found");
    assertEquals(List.of(), CoursesApiTest.objects(ada.get("/trash").json(), "items"));
  }

  @Test
  @Proves("10.7")
  void aNewNoteBesideADeletedOneIsAnother() {
    Api.Answer old = written(ada, caching());
    ada.delete(NOTE, "If-Match", "*").is(204);
    Api.Answer other = written(ada, JsonObject.of("body", "new"));
    assertNotEquals(id(old), id(other));
    assertNotEquals(old.need("ETag"), other.need("ETag"));
    ada.put(NOTE, caching(), "If-Match", old.need("ETag")).problem(412, "precondition-failed");
    ada.get(NOTE, "If-None-Match", old.need("ETag")).is(200);
    String restore = "/trash/" + id(old) + "/restore";
    ada.post(restore, new JsonObject()).problem(409, "note-exists");
    ada.delete(NOTE, "If-Match", other.need("ETag")).is(204);
    assertEquals(old.text(), ada.post(restore, new JsonObject()).is(200).text());
  }

  @Test
  @Proves("1.7")
  @Proves("5.8")
  void othersNotesAreNotFound() {
    Api.Answer note = written(ada, caching());
    Person grace = Person.signedUp(api);
    grace.get(NOTE).problem(404, "not-found");
    grace.get("/notes/" + id(note)).problem(404, "not-found");
    grace.get("/notes/" + id(note) + "/revisions").problem(404, "not-found");
    grace.get("/notes/" + id(note) + "/sharing").problem(404, "not-found");
    grace
        .put("/notes/" + id(note) + "/sharing", JsonObject.of("visibility", "link"))
        .problem(404, "not-found");
    grace
        .post("/notes/" + id(note) + "/revisions/1/restore", new JsonObject(), "If-Match", "*")
        .problem(404, "not-found");
    assertEquals(List.of(), CoursesApiTest.objects(grace.get("/notes").json(), "items"));
    api.get(Api.V1 + NOTE).problem(401, "unauthenticated");
    written(grace, JsonObject.of("body", "another"));
    assertEquals(note.text(), ada.get(NOTE).text());
  }

  @Test
  @Proves("8.3")
  void whoWritesIsWhoSignedIn() {
    Person grace = Person.signedUp(api);
    JsonObject forged = caching().put("userId", grace.id().toString());
    assertEquals(
        List.of("/userId unknown-member"),
        ada.put(NOTE, forged, "If-None-Match", "*").problem(422, "invalid-request").defects());
    Api.Answer made = written(ada, caching());
    assertEquals(ada.id().toString(), stored("account_id", id(made)));
  }

  static JsonObject caching() {
    return JsonObject.of(
        "keyConcepts", new JsonArray().add("Hit ratio").add("Stampede:\n  many misses"),
        "body", "# Why\n\n## Takeaways\n\nMemory 🚀 is  fast \u2028\t\n",
        "codeExamples",
            new JsonArray().add(JsonObject.of("language", "md", "code", "```\n## Notes\n```\n")),
        "takeaways", new JsonArray().add("Measure."),
        "resources",
            new JsonArray()
                .add(JsonObject.of("title", "RFC [9111]", "url", "https://a.example/(x)")),
        "tags", new JsonArray().add("caching").add("http"));
  }

  /// The members that say what a note says.
  static JsonObject content(JsonObject note) {
    JsonObject content = note.copy();
    content.fieldNames().retainAll(caching().fieldNames());
    return content;
  }

  static Api.Answer written(Person person, JsonObject note) {
    return person.put(NOTE, note, "If-None-Match", "*").is(201);
  }

  static UUID id(Api.Answer note) {
    return UUID.fromString(note.json().getString("id"));
  }

  static String revisions(UUID note) {
    return AccountsApiTest.text(
        "select count(*)::text as text from note_revisions where note_id = $1", note);
  }

  private static String stored(String column, UUID note) {
    return column.equals("version")
        ? AccountsApiTest.text("select version::text as text from notes where id = $1", note)
        : AccountsApiTest.text("select account_id::text as text from notes where id = $1", note);
  }

  private String bearer() {
    return "Bearer " + ada.session().getString("accessToken");
  }
}
