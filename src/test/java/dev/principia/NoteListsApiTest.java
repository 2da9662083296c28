package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class NoteListsApiTest {
  private final Api api;
  private final Person ada;

  NoteListsApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("10.5")
  void pagesHaveNoGapAndNoDoubleWhileNotesComeAndGo() {
    List<String> stable = new ArrayList<>();
    for (int lesson = 1; lesson <= 12; lesson++) {
      stable.add(write(lesson, JsonObject.of("body", "note " + lesson)).getString("id"));
    }
    for (String sort : List.of("-updatedAt", "updatedAt", "-createdAt", "createdAt")) {
      List<String> seen = new ArrayList<>();
      String next = "/notes?limit=5&fields=id&sort=" + sort;
      for (int i = 20; !next.isEmpty(); i++) {
        Api.Answer page = ada.get(next).is(200);
        page.json()
            .getJsonArray("items")
            .forEach(each -> seen.add(((JsonObject) each).getString("id")));
        next =
            page.header("Link")
                .map(link -> link.substring(Api.V1.length() + 1, link.indexOf('>')))
                .orElse("");
        if (i < 22) {
          write(i, JsonObject.of("body", "passing"));
          ada.delete(note(i), "If-Match", "*").is(204);
        }
      }
      assertEquals(seen.size(), new HashSet<>(seen).size(), sort);
      assertTrue(seen.containsAll(stable), sort);
    }
  }

  @Test
  @Proves("10.5")
  void aCursorIsOfItsListAlone() {
    write(1, new JsonObject());
    write(2, new JsonObject());
    String cursor = ada.get("/notes?limit=1").is(200).json().getString("nextCursor");
    ada.get("/notes?limit=1&cursor=" + cursor).is(200);
    ada.get("/notes?limit=1&sort=createdAt&cursor=" + cursor).problem(400, "malformed-request");
    ada.get("/notes?limit=1&q=a&cursor=" + cursor).problem(400, "malformed-request");
    Person.signedUp(api).get("/notes?limit=1&cursor=" + cursor).problem(400, "malformed-request");
    char last = cursor.charAt(cursor.length() - 1);
    String changed = cursor.substring(0, cursor.length() - 1) + (last == 'A' ? 'B' : 'A');
    ada.get("/notes?limit=1&cursor=" + changed).problem(400, "malformed-request");
  }

  @Test
  @Proves("4.9")
  void fieldsNamesWhatComesBack() {
    write(1, JsonObject.of("body", "text"));
    JsonObject item = only(ada.get("/notes?fields=id,title"));
    assertEquals(Set.of("id", "title"), item.fieldNames());
    assertEquals("High Level Understanding", item.getString("title"));
    assertEquals("text", only(ada.get("/notes")).getString("body"));
    assertEquals(
        List.of("fields unknown-field"),
        ada.get("/notes?fields=id,owner").problem(422, "invalid-request").defects());
  }

  @Test
  @Proves("10.6")
  void listsTakeAClosedVocabulary() {
    for (String query :
        List.of(
            "limit=0", "limit=100000", "sort=title", "sort=id", "status=done", "fields=", "q=")) {
      ada.get("/notes?" + query).problem(422, "invalid-request");
    }
    ada.get("/notes?limit=ten").problem(400, "malformed-request");
    assertEquals("{\"items\":[]}", ada.get("/notes?q=nothing&sort=-updatedAt").is(200).text());
    assertEquals("{\"items\":[]}", ada.get("/trash").is(200).text());
  }

  @Test
  void filtersFindWhatTheNotesHold() {
    write(1, JsonObject.of("body", "A 100% Hit_ratio", "tags", new JsonArray().add("Caf\u00E9")));
    write(2, JsonObject.of("takeaways", new JsonArray().add("measure")));
    write(
        3,
        JsonObject.of(
            "codeExamples",
            new JsonArray().add(JsonObject.of("language", "sql", "code", "select \"x\"\n'y'"))));
    assertEquals(List.of(1), lessons("q=100%25+hit_RATIO"));
    assertEquals(List.of(), lessons("q=100x"));
    assertEquals(List.of(2), lessons("q=Measure"));
    assertEquals(List.of(3), lessons("q=%22x%22%0A'y'"));
    assertEquals(List.of(1), lessons("tag=CAFE%CC%81"));
    assertEquals(List.of(), lessons("tag=none"));
    assertEquals(List.of(1, 2, 3), lessons("course=learning-backend-from-first-principles"));
    assertEquals(List.of(), lessons("course=" + UUID.randomUUID()));
    assertEquals(List.of(), lessons("q='%20OR%201=1%20--"));
    assertEquals(
        List.of(1), lessons("q=hit&tag=caf%C3%A9&course=learning-backend-from-first-principles"));
  }

  private List<Integer> lessons(String query) {
    return CoursesApiTest.objects(ada.get("/notes?sort=createdAt&" + query).is(200).json(), "items")
        .stream()
        .map(each -> each.getJsonObject("lesson").getInteger("number"))
        .toList();
  }

  @Test
  void aPageOfVeryLongNotesEndsEarly() {
    for (int lesson = 1; lesson <= 4; lesson++) {
      write(lesson, JsonObject.of("body", "x".repeat(200_000)));
    }
    JsonObject page = ada.get("/notes").is(200).json();
    assertEquals(3, page.getJsonArray("items").size());
    JsonObject rest = ada.get("/notes?cursor=" + page.getString("nextCursor")).is(200).json();
    assertEquals(1, rest.getJsonArray("items").size());
    assertFalse(rest.containsKey("nextCursor"));
    assertEquals(4, ada.get("/notes?fields=id,title").json().getJsonArray("items").size());
  }

  @Test
  @Proves("10.10")
  void revisionsSayWhoWhenAndWhatAndRevertingIsANewOne() {
    String id = write(14, NotesApiTest.caching()).getString("id");
    String etag = ada.get(NotesApiTest.NOTE).need("ETag");
    JsonObject patch =
        JsonObject.of("takeaways", new JsonArray().add("Measure twice."), "body", "One\nTwo");
    etag = ada.patch(NotesApiTest.NOTE, patch, "If-Match", etag).is(200).need("ETag");
    ada.patch(NotesApiTest.NOTE, JsonObject.of("body", "One\nZwei"), "If-Match", etag).is(200);
    List<JsonObject> all = revisions(id);
    assertEquals(List.of(3, 2, 1), all.stream().map(each -> each.getInteger("number")).toList());
    assertEquals("Ada", all.getFirst().getJsonObject("by").getString("name"));
    assertEquals(
        JsonObject.of(
            "part",
            "body",
            "removed",
            new JsonArray().add("Two"),
            "added",
            new JsonArray().add("Zwei"),
            "complete",
            true),
        all.getFirst().getJsonArray("difference").getJsonObject(0));
    assertEquals(2, all.get(1).getJsonArray("difference").size());
    assertEquals(new JsonArray(), all.get(2).getJsonArray("difference"));

    String restore = "/notes/" + id + "/revisions/1/restore";
    ada.post(restore, new JsonObject()).problem(428, "precondition-required");
    ada.post(restore, new JsonObject(), "If-Match", etag).problem(412, "precondition-failed");
    String now = ada.get(NotesApiTest.NOTE).need("ETag");
    Api.Answer back = ada.post(restore, new JsonObject(), "If-Match", now).is(200);
    assertEquals(NotesApiTest.content(NotesApiTest.caching()), NotesApiTest.content(back.json()));
    assertEquals(1, revisions(id).getFirst().getInteger("restoredFrom"));
    assertEquals(4, revisions(id).getFirst().getInteger("number"));
    ada.post("/notes/" + id + "/revisions/9/restore", new JsonObject(), "If-Match", "*")
        .problem(404, "not-found");
    JsonObject page = ada.get("/notes/" + id + "/revisions?limit=3").is(200).json();
    JsonObject rest =
        ada.get("/notes/" + id + "/revisions?cursor=" + page.getString("nextCursor")).json();
    assertEquals(1, CoursesApiTest.objects(rest, "items").getFirst().getInteger("number"));
  }

  private List<JsonObject> revisions(String note) {
    return CoursesApiTest.objects(ada.get("/notes/" + note + "/revisions").is(200).json(), "items");
  }

  @Test
  void aNoteOutlivesItsLesson() {
    String id = write(5, JsonObject.of("body", "kept")).getString("id");
    AccountsApiTest.text(
        "update notes set lesson_id = null where id = $1 returning title as text",
        UUID.fromString(id));
    Api.Answer note = ada.get("/notes/" + id).is(200);
    assertEquals("Authentication and Authorization", note.json().getString("title"));
    assertEquals("kept", note.json().getString("body"));
    assertFalse(note.json().containsKey("lesson"));
    ada.get(note(5)).problem(404, "not-found");
    assertTrue(
        ada.get("/notes/" + id, "Accept", "text/markdown")
            .is(200)
            .text()
            .startsWith("# Authentication and Authorization\n"));
    assertEquals(id, only(ada.get("/notes")).getString("id"));
  }

  private static JsonObject only(Api.Answer page) {
    List<JsonObject> items = CoursesApiTest.objects(page.is(200).json(), "items");
    assertEquals(1, items.size());
    return items.getFirst();
  }

  private static String note(int lesson) {
    return NotesApiTest.COURSE + "/lessons/" + lesson + "/note";
  }

  private JsonObject write(int lesson, JsonObject note) {
    return ada.put(note(lesson), note, "If-None-Match", "*").is(201).json();
  }
}
