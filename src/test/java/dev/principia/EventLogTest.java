package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What has happened is in the log, once, and what has not happened is not.
@ParameterizedClass
@EnumSource(Server.class)
final class EventLogTest {
  private static final String[] ANY = {"If-Match", "*"};

  private final Api api;
  private final Person ada;

  EventLogTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  @Test
  @Proves("13.4")
  void everyChangeOfACourseIsAnEventAndWhatChangesNothingIsNone() {
    String course = "/courses/" + create("event-" + ada.id(), "key-1");
    create("event-" + ada.id(), "key-1");
    ada.patch(course, JsonObject.of("summary", "New"), ANY).is(200);
    ada.patch(course, JsonObject.of(), ANY).is(200);
    ada.patch(course, JsonObject.of("title", ""), ANY).is(422);
    ada.post(course + "/archive", JsonObject.of(), ANY).is(200);
    ada.delete(course, ANY).is(204);
    ada.delete(course, ANY).is(404);
    assertEquals(
        List.of(
            "account.created",
            "course.created",
            "course.updated",
            "course.archived",
            "course.deleted"),
        events());
  }

  @Test
  void anImportIsOverOnceItHasWritten() {
    importOutline("?dryRun=true", "key-1");
    importOutline("", "key-2");
    importOutline("", "key-2");
    importOutline("", "key-3");
    assertEquals(
        List.of("account.created", "course.created", "import.finished", "import.finished"),
        events());
  }

  @Test
  void everyChangeOfANoteIsAnEventOfItsOwnAccount() {
    String note = "/courses/learning-backend-from-first-principles/lessons/4/note";
    JsonObject first = JsonObject.of("body", "One");
    String id = ada.put(note, first, "If-None-Match", "*").is(201).json().getString("id");
    ada.put(note, first, "If-None-Match", "*").is(412);
    ada.patch(note, JsonObject.of("body", "Two"), ANY).is(200);
    ada.put("/notes/" + id + "/sharing", JsonObject.of("visibility", "link")).is(200);
    ada.delete(note, ANY).is(204);
    ada.post("/trash/" + id + "/restore", JsonObject.of()).is(200);
    assertEquals(
        List.of(
            "account.created",
            "note.created",
            "note.updated",
            "note.shared",
            "note.deleted",
            "note.created"),
        events());
  }

  @Test
  @Proves("10.1")
  void anIdempotencyKeyIsForOnePath() {
    String one = "/courses/" + create("One of " + ada.id(), "key-1");
    String two = "/courses/" + create("Two of " + ada.id(), "key-2");
    String[] again = {"Idempotency-Key", "key-3"};
    Api.Answer copy = ada.post(one + "/clone", JsonObject.of(), again).is(201);
    assertEquals(copy.text(), ada.post(one + "/clone", JsonObject.of(), again).is(201).text());
    ada.post(two + "/clone", JsonObject.of(), again).problem(422, "idempotency-key-reused");
  }

  private String create(String title, String key) {
    return ada.post("/courses", JsonObject.of("title", title), "Idempotency-Key", key)
        .is(201)
        .json()
        .getString("slug");
  }

  private void importOutline(String query, String key) {
    String token = "Bearer " + ada.session().getString("accessToken");
    Api.Answer answer =
        api.send(
            "POST",
            Api.V1 + "/courses/imports" + query,
            BodyPublishers.ofString("# Log of " + ada.id() + "\n\n## A\n\n- [ ] 1. B\n"),
            "Content-Type",
            "text/markdown",
            "Idempotency-Key",
            key,
            "Authorization",
            token);
    assertEquals(2, answer.status() / 100, answer::text);
  }

  private List<String> events() {
    return events(ada, "%");
  }

  /// A person's events of these kinds, oldest first.
  ///
  /// @param kinds a pattern of LIKE
  static List<String> events(Person person, String kinds) {
    try (Connection connection = Services.connect(Services.shared().postgresUrl());
        PreparedStatement asked =
            connection.prepareStatement(
                "select type from events where account_id = ? and type like ? order by sequence")) {
      asked.setObject(1, person.id());
      asked.setString(2, kinds);
      List<String> types = new ArrayList<>();
      try (ResultSet rows = asked.executeQuery()) {
        while (rows.next()) {
          types.add(rows.getString(1));
        }
      }
      return types;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
