package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.contract.Contract;
import dev.principia.contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may do what with a private course: every operation on a course, asked for by everybody who
/// can stand in some relation to it. The page `docs/access-matrix.md` is made from these rows by
/// [AccessMatrixPageTest].
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class CourseMatrixTest {
  private static final Contract CONTRACT = Contract.load(Set.of("lab"));

  private static final Pattern OBJECTS =
      Pattern.compile("/(courses/\\{course}|notes/\\{note}|trash/\\{item}).*");

  private enum As {
    ANONYMOUS,
    STRANGER,
    VIEWER,
    EDITOR,
    OWNER,
    ADMINISTRATOR
  }

  /// Whoever may read the course may do it.
  private static final String READERS = "401 404 %1$s %1$s %1$s 404";

  /// The same where nobody has to be signed in.
  private static final String OPEN = "404 404 %1$s %1$s %1$s 404";

  private static final String WRITERS = "401 404 403 %1$s %1$s 404";
  private static final String OWNERS = "401 404 403 403 %1$s 404";

  /// The statuses in the order of [As].
  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("getCourse", OPEN.formatted(200)),
          Map.entry("getLesson", OPEN.formatted(200)),
          Map.entry("updateCourse", WRITERS.formatted(200)),
          Map.entry("deleteCourse", OWNERS.formatted(204)),
          Map.entry("archiveCourse", OWNERS.formatted(200)),
          Map.entry("cloneCourse", READERS.formatted(201)),
          Map.entry("replaceOutline", WRITERS.formatted(422)),
          Map.entry("putEnrollment", READERS.formatted(200)),
          Map.entry("deleteEnrollment", "401 404 204 204 409 404"),
          Map.entry("listMembers", WRITERS.formatted(200)),
          Map.entry("putMember", OWNERS.formatted(200)),
          Map.entry("deleteMember", OWNERS.formatted(204)),
          Map.entry("createLesson", WRITERS.formatted(201)),
          Map.entry("getNextLesson", READERS.formatted(200)),
          Map.entry("updateLesson", WRITERS.formatted(200)),
          Map.entry("deleteLesson", WRITERS.formatted(204)),
          Map.entry("completeLesson", READERS.formatted(200)),
          Map.entry("getCourseProgress", READERS.formatted(200)),
          Map.entry("getProgress", READERS.formatted(200)),
          Map.entry("putProgress", READERS.formatted(200)),
          // The owner's note is the owner's alone, whoever else reads the lesson.
          Map.entry("getNote", "401 404 404 404 200 404"),
          Map.entry("putNote", "401 404 412 412 200 404"),
          Map.entry("patchNote", "401 404 404 404 200 404"),
          Map.entry("deleteNote", "401 404 404 404 204 404"),
          Map.entry("getNoteById", "401 404 404 404 200 404"),
          Map.entry("listRevisions", "401 404 404 404 200 404"),
          Map.entry("restoreRevision", "401 404 404 404 200 404"),
          Map.entry("getSharing", "401 404 404 404 200 404"),
          Map.entry("putSharing", "401 404 404 404 200 404"),
          // It is not in the trash.
          Map.entry("restoreTrash", "401 404 404 404 404 404"));

  private static final Map<String, JsonObject> BODIES =
      Map.of(
          "updateCourse", JsonObject.of("summary", "new"),
          "replaceOutline", JsonObject.of("sections", new JsonArray()),
          "putMember", JsonObject.of("role", "editor"),
          "createLesson", JsonObject.of("title", "Two"),
          "updateLesson", JsonObject.of("summary", "new"),
          "putProgress", JsonObject.of("status", "completed"),
          "putNote", JsonObject.of("body", "new"),
          "patchNote", JsonObject.of("body", "new"),
          "putSharing", JsonObject.of("visibility", "private"));

  private final Api api;
  private final Map<As, Person> people = new TreeMap<>();

  CourseMatrixTest(Server server) {
    this.api = server.api();
    for (As as : As.values()) {
      if (as != As.ANONYMOUS) {
        people.put(
            as, as == As.ADMINISTRATOR ? AdminApiTest.administrator(api) : Person.signedUp(api));
      }
    }
  }

  @Test
  @Proves("22.1")
  void everyOperationOnACourseOrANoteHasARow() {
    assertEquals(
        operations().stream().map(Operation::id).collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(EXPECTED.keySet()));
  }

  @Test
  @Proves("22.1")
  void everybodyMayDoWhatTheirRelationAllows() {
    Map<String, String> seen = new TreeMap<>();
    for (Operation operation : operations()) {
      List<String> statuses =
          Arrays.stream(As.values()).map(as -> Integer.toString(asked(operation, as))).toList();
      seen.put(operation.id(), String.join(" ", statuses));
    }
    assertEquals(new TreeMap<>(EXPECTED), seen);
  }

  private static List<Operation> operations() {
    return MatrixTable.sorted(
        CONTRACT.operations().stream().filter(each -> OBJECTS.matcher(each.path()).matches()));
  }

  /// The page's second table.
  static MatrixTable table() {
    MatrixTable table = new MatrixTable("operation", "policy").columns(Arrays.stream(As.values()));
    for (Operation operation : operations()) {
      String statuses =
          Optional.ofNullable(EXPECTED.get(operation.id()))
              .orElseThrow(() -> new AssertionError("no row for " + operation.id()));
      table.row(operation, Optional.empty(), Arrays.stream(statuses.split(" ", -1)));
    }
    return table;
  }

  /// On a fresh course each time, with a note of its owner.
  private int asked(Operation operation, As as) {
    Person owner = person(As.OWNER);
    String course =
        owner
            .post("/courses", JsonObject.of("title", "Matrix"))
            .is(201)
            .need("Location")
            .substring(Api.V1.length());
    owner.post(course + "/lessons", JsonObject.of("title", "One")).is(201);
    if (as == As.VIEWER || operation.id().equals("deleteMember")) {
      role(course, As.VIEWER, "viewer");
    }
    if (as == As.EDITOR) {
      role(course, As.EDITOR, "editor");
    }
    String note =
        owner
            .put(course + "/lessons/1/note", new JsonObject(), "If-None-Match", "*")
            .is(201)
            .json()
            .getString("id");
    return api.send(
            operation.method(),
            Api.V1 + path(operation, course, note),
            Optional.ofNullable(BODIES.get(operation.id()))
                .map(body -> BodyPublishers.ofString(body.encode()))
                .orElse(BodyPublishers.noBody()),
            headers(as))
        .status();
  }

  private String path(Operation operation, String course, String note) {
    return operation
        .path()
        .replace("/courses/{course}", course)
        .replace("{lesson}", "1")
        .replace("{account}", person(As.VIEWER).id().toString())
        .replace("{note}", note)
        .replace("{item}", note)
        .replace("{revision}", "1");
  }

  private String[] headers(As as) {
    String[] plain = {"If-Match", "*", "Content-Type", "application/json"};
    return as == As.ANONYMOUS ? plain : person(as).signed(plain);
  }

  private void role(String course, As as, String role) {
    person(As.OWNER)
        .put(course + "/members/" + person(as).id(), JsonObject.of("role", role))
        .is(200);
  }

  private Person person(As as) {
    return Optional.ofNullable(people.get(as)).orElseThrow();
  }
}
