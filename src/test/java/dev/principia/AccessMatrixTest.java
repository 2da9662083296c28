package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.principia.contract.Contract;
import dev.principia.contract.Operation;
import dev.principia.contract.Policy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may call what: every operation of the contract, asked for by every kind of caller. What is
/// expected follows from the operation's policy and scope; an operation that has no row here fails.
/// The page `docs/access-matrix.md` is made from these rows by [AccessMatrixPageTest].
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class AccessMatrixTest {
  private static final Contract CONTRACT = Contract.load(Set.of("lab"));
  private static final String NOBODY = "01981f60-1f00-7a11-8c22-3d44e5f60718";
  private static final String REFUSED = "401 unauthenticated";
  private static final String NOT_FOUND = "404 not-found";
  private static final String STALE = "412 precondition-failed";
  private static final String SCOPE = "403 insufficient-scope";

  /// After these their caller is not what it was: each is called by an account of its own.
  private static final Set<String> CHANGING =
      Set.of("deleteSessions", "deleteCurrentSession", "deleteMe", "changePassword", "createTotp");

  private static final Map<String, Row> ROWS =
      Map.ofEntries(
          Map.entry("listCaches", new Row("/admin/caches", "200")),
          Map.entry("getJob", new Row("/jobs/" + NOBODY, NOT_FOUND)),
          Map.entry("cancelJob", new Row("/jobs/" + NOBODY, NOT_FOUND)),
          Map.entry("listJobs", new Row("/admin/jobs", "200")),
          Map.entry("retryJob", new Row("/admin/jobs/" + NOBODY + "/retry", NOT_FOUND)),
          Map.entry("stopJob", new Row("/admin/jobs/" + NOBODY + "/cancel", NOT_FOUND)),
          Map.entry("getQueue", new Row("/admin/queues/nowhere", NOT_FOUND)),
          Map.entry(
              "updateQueue",
              new Row("/admin/queues/nowhere", person -> JsonObject.of("paused", true), NOT_FOUND)),
          Map.entry("listCourses", new Row("/courses", "200")),
          Map.entry("getCourse", new Row("/courses/" + NOBODY, NOT_FOUND)),
          Map.entry("getLesson", new Row("/courses/" + NOBODY + "/lessons/1", NOT_FOUND)),
          Map.entry("getCourseProgress", new Row("/courses/" + NOBODY + "/progress", NOT_FOUND)),
          Map.entry(
              "getProgress", new Row("/courses/" + NOBODY + "/lessons/1/progress", NOT_FOUND)),
          Map.entry(
              "putProgress",
              new Row(
                  "/courses/" + NOBODY + "/lessons/1/progress",
                  person -> JsonObject.of("status", "completed"),
                  NOT_FOUND)),
          Map.entry(
              "createCourse",
              new Row("/courses", person -> JsonObject.of("title", "Matrix"), "201")),
          Map.entry("importCourse", new Row("/courses/imports", "201")),
          Map.entry(
              "updateCourse", new Row("/courses/" + NOBODY, person -> new JsonObject(), NOT_FOUND)),
          Map.entry("deleteCourse", new Row("/courses/" + NOBODY, NOT_FOUND)),
          Map.entry("archiveCourse", new Row("/courses/" + NOBODY + "/archive", NOT_FOUND)),
          Map.entry("cloneCourse", new Row("/courses/" + NOBODY + "/clone", NOT_FOUND)),
          Map.entry(
              "replaceOutline",
              new Row(
                  "/courses/" + NOBODY + "/outline",
                  person -> JsonObject.of("sections", new JsonArray()),
                  NOT_FOUND)),
          Map.entry(
              "createLesson",
              new Row(
                  "/courses/" + NOBODY + "/lessons",
                  person -> JsonObject.of("title", "Matrix"),
                  NOT_FOUND)),
          Map.entry("putEnrollment", new Row("/courses/" + NOBODY + "/enrollment", NOT_FOUND)),
          Map.entry("deleteEnrollment", new Row("/courses/" + NOBODY + "/enrollment", NOT_FOUND)),
          Map.entry("listMembers", new Row("/courses/" + NOBODY + "/members", NOT_FOUND)),
          Map.entry(
              "putMember",
              new Row(
                  "/courses/" + NOBODY + "/members/" + NOBODY,
                  person -> JsonObject.of("role", "editor"),
                  NOT_FOUND)),
          Map.entry(
              "deleteMember", new Row("/courses/" + NOBODY + "/members/" + NOBODY, NOT_FOUND)),
          Map.entry("getNextLesson", new Row("/courses/" + NOBODY + "/lessons/next", NOT_FOUND)),
          Map.entry(
              "updateLesson",
              new Row("/courses/" + NOBODY + "/lessons/1", person -> new JsonObject(), NOT_FOUND)),
          Map.entry("deleteLesson", new Row("/courses/" + NOBODY + "/lessons/1", NOT_FOUND)),
          Map.entry(
              "completeLesson", new Row("/courses/" + NOBODY + "/lessons/1/complete", NOT_FOUND)),
          Map.entry(
              "createAccount",
              new Row(
                  "/accounts",
                  person -> AccountsApiTest.account(AccountsApiTest.freshEmail()),
                  "201")),
          Map.entry("createSession", new Row("/sessions", AccessMatrixTest::signIn, "201")),
          Map.entry(
              "refreshSession", new Row("/sessions/refresh", AccessMatrixTest::refresh, "200")),
          Map.entry("listSessions", new Row("/sessions", "200")),
          Map.entry("deleteSessions", new Row("/sessions", "204")),
          Map.entry("deleteCurrentSession", new Row("/sessions/current", "204")),
          Map.entry("deleteSession", new Row("/sessions/" + NOBODY, NOT_FOUND)),
          Map.entry("getMe", new Row("/me", "200")),
          Map.entry("updateMe", new Row("/me", person -> JsonObject.of("name", "Grace"), "200")),
          Map.entry("deleteMe", new Row("/me", "204")),
          Map.entry("exportMe", new Row("/me/export", "202")),
          Map.entry("getMyExport", new Row("/me/exports/" + NOBODY, NOT_FOUND)),
          Map.entry("changePassword", new Row("/me/password", person -> otherPassword(), "204")),
          Map.entry("createTotp", new Row("/me/totp", "201")),
          Map.entry(
              "confirmTotp",
              new Row("/me/totp", person -> JsonObject.of("code", "000000"), NOT_FOUND)),
          Map.entry("deleteTotp", new Row("/me/totp", NOT_FOUND)),
          Map.entry("listApiKeys", new Row("/api-keys", "200")),
          Map.entry(
              "createApiKey", new Row("/api-keys", person -> key(Set.of("notes:read")), "201")),
          Map.entry("deleteApiKey", new Row("/api-keys/" + NOBODY, NOT_FOUND)),
          Map.entry("getNote", new Row(NotesApiTest.NOTE, NOT_FOUND)),
          Map.entry("putNote", new Row(NotesApiTest.NOTE, person -> new JsonObject(), STALE)),
          Map.entry("patchNote", new Row(NotesApiTest.NOTE, person -> new JsonObject(), NOT_FOUND)),
          Map.entry("deleteNote", new Row(NotesApiTest.NOTE, NOT_FOUND)),
          Map.entry("listNotes", new Row("/notes", "200")),
          Map.entry("getNoteById", new Row("/notes/" + NOBODY, NOT_FOUND)),
          Map.entry("listRevisions", new Row("/notes/" + NOBODY + "/revisions", NOT_FOUND)),
          Map.entry(
              "restoreRevision", new Row("/notes/" + NOBODY + "/revisions/1/restore", NOT_FOUND)),
          Map.entry("getSharing", new Row("/notes/" + NOBODY + "/sharing", NOT_FOUND)),
          Map.entry(
              "putSharing",
              new Row(
                  "/notes/" + NOBODY + "/sharing",
                  person -> JsonObject.of("visibility", "private"),
                  NOT_FOUND)),
          Map.entry("getSharedNote", new Row("/shared/none", NOT_FOUND)),
          Map.entry("listEvents", new Row("/events", "200")),
          Map.entry("streamEvents", new Row("/events/stream?after=x", "400 malformed-request")),
          Map.entry("listTrash", new Row("/trash", "200")),
          Map.entry("restoreTrash", new Row("/trash/" + NOBODY + "/restore", NOT_FOUND)),
          Map.entry("createLiveTicket", new Row("/live/tickets", "201")),
          Map.entry("openLive", new Row("/live", "422 invalid-request")),
          Map.entry("listAccounts", new Row("/admin/accounts", "200")),
          Map.entry(
              "updateAccount",
              new Row("/admin/accounts/" + NOBODY, person -> new JsonObject(), NOT_FOUND)),
          Map.entry("listAudit", new Row("/admin/audit", "200")),
          Map.entry("labSleep", new Row("/lab/sleep?ms=0", "200")),
          Map.entry("labCpu", new Row("/lab/cpu?units=1", "200")),
          Map.entry("labBlock", new Row("/lab/block?ms=0", "200")),
          Map.entry("labDownstream", new Row("/lab/downstream?ms=0", "200")),
          Map.entry("labQuery", new Row("/lab/query?ms=0", "200")),
          Map.entry("labRace", new Row("/lab/race?mode=atomic&increments=1", "200")),
          Map.entry("labDeadlock", new Row("/lab/deadlock?mode=ordered", "200")),
          Map.entry("labNPlusOne", new Row("/lab/n-plus-one", "200")));

  private final Api api;
  private final Person ada;

  AccessMatrixTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
  }

  /// How an operation is called.
  ///
  /// @param body what is sent; it may speak of the account that the call is about
  /// @param allowed the outcome for whoever may call it
  private record Row(String path, Optional<Function<Person, JsonObject>> body, String allowed) {
    Row(String path, String allowed) {
      this(path, Optional.empty(), allowed);
    }

    Row(String path, Function<Person, JsonObject> body, String allowed) {
      this(path, Optional.of(body), allowed);
    }
  }

  /// A kind of caller: a column of the page.
  private enum Who {
    ANONYMOUS {
      @Override
      String outcome(Operation operation) {
        return needsAccount(operation.policy()) ? REFUSED : allowed(operation);
      }
    },
    LEARNER {
      @Override
      String outcome(Operation operation) {
        return operation.policy() == Policy.ADMIN ? "403 forbidden" : allowed(operation);
      }
    },
    ADMINISTRATOR {
      @Override
      String outcome(Operation operation) {
        return allowed(operation);
      }
    },
    BAD_TOKEN {
      @Override
      String outcome(Operation operation) {
        return REFUSED;
      }
    },
    KEY_WITHOUT_THE_SCOPE {
      @Override
      String outcome(Operation operation) {
        return SCOPE;
      }
    },
    /// No key has an administrator's rights, whoever's it is.
    KEY_WITH_THE_SCOPE {
      @Override
      String outcome(Operation operation) {
        return operation.scope().isPresent() ? allowed(operation) : SCOPE;
      }
    };

    /// What the operation must answer: the status, and a problem's type.
    abstract String outcome(Operation operation);
  }

  /// The page's first table.
  static MatrixTable table() {
    MatrixTable table =
        new MatrixTable("operation", "policy", "scope").columns(Arrays.stream(Who.values()));
    for (Operation operation : MatrixTable.sorted(CONTRACT.operations().stream())) {
      table.row(
          operation,
          Optional.of(operation.scope().map(scope -> "`" + scope + "`").orElse("")),
          Arrays.stream(Who.values()).map(who -> who.outcome(operation).substring(0, 3)));
    }
    return table;
  }

  @Test
  void everyOperationOfTheContractHasARow() {
    assertEquals(
        CONTRACT.operations().stream().map(Operation::id).collect(Collectors.toSet()),
        ROWS.keySet());
  }

  @Test
  void anybodyMayCallWhatIsPublicAndNothingElse() {
    assertOutcomes(Who.ANONYMOUS, operation -> call(operation, ada));
  }

  @Test
  void aLearnerMayCallAllButWhatIsForAdministrators() {
    assertOutcomes(
        Who.LEARNER,
        operation -> {
          Person learner = CHANGING.contains(operation.id()) ? Person.signedUp(api) : ada;
          return call(operation, learner, "Authorization", bearer(learner));
        });
  }

  @Test
  void anAdministratorMayCallEverything() {
    Person root = administrator();
    assertOutcomes(
        Who.ADMINISTRATOR,
        operation -> {
          Person admin = CHANGING.contains(operation.id()) ? administrator() : root;
          return call(operation, admin, "Authorization", bearer(admin));
        });
  }

  @Test
  void aForgedTokenIsRefusedEverywhereEvenWhereNoneIsNeeded() {
    String token = bearer(ada);
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
    assertOutcomes(Who.BAD_TOKEN, operation -> call(operation, ada, "Authorization", forged));
  }

  @Test
  void theTokenOfASessionThatWasEndedIsRefusedEverywhere() {
    Person gone = ada.again();
    gone.delete("/sessions/current").is(204);
    assertOutcomes(Who.BAD_TOKEN, operation -> call(operation, ada, "Authorization", bearer(gone)));
  }

  @Test
  void anApiKeyWithEveryScopeButTheNeededOneIsRefused() {
    Map<String, String> secrets = new TreeMap<>();
    assertOutcomes(
        Who.KEY_WITHOUT_THE_SCOPE,
        operation ->
            call(
                operation,
                ada,
                "X-API-Key",
                secrets.computeIfAbsent(operation.scope().orElse(""), this::keyWithout)));
  }

  @Test
  void anApiKeyWithTheNeededScopeAloneMayCallAndNothingThatTakesNoKeys() {
    Map<String, String> secrets = new TreeMap<>();
    assertOutcomes(
        Who.KEY_WITH_THE_SCOPE,
        operation ->
            call(
                operation,
                ada,
                "X-API-Key",
                secrets.computeIfAbsent(
                    operation.scope().orElse("courses:read"), scope -> keyOf(Set.of(scope)))));
  }

  /// Holds all operations against what is expected, so that a failure shows the whole picture.
  private static void assertOutcomes(Who who, Function<Operation, Api.Answer> asked) {
    Map<String, String> wanted = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (Operation operation : CONTRACT.operations()) {
      wanted.put(operation.id(), who.outcome(operation));
      found.put(operation.id(), outcome(asked.apply(operation)));
    }
    assertEquals(wanted, found);
  }

  private static String outcome(Api.Answer answer) {
    return answer.status() < 400
        ? Integer.toString(answer.status())
        : answer.json().getString("type").replace("/problems/", answer.status() + " ");
  }

  private static boolean needsAccount(Policy policy) {
    return switch (policy) {
      case PUBLIC, COURSE_READ -> false;
      case ACCOUNT, COURSE_WRITE, COURSE_OWN, ADMIN -> true;
    };
  }

  private static String allowed(Operation operation) {
    return row(operation).allowed();
  }

  private static Row row(Operation operation) {
    return Optional.ofNullable(ROWS.get(operation.id()))
        .orElseThrow(() -> new AssertionError("no row for " + operation.id()));
  }

  /// @param about whom the body speaks of
  private Api.Answer call(Operation operation, Person about, String... headers) {
    Row row = row(operation);
    boolean text = operation.bodies().containsKey("text/markdown");
    String[] all = Arrays.copyOf(headers, headers.length + (text ? 6 : 4));
    all[headers.length] = "If-Match";
    all[headers.length + 1] = "*";
    all[headers.length + 2] = "Content-Type";
    all[headers.length + 3] = text ? "text/markdown" : "application/json";
    if (text) {
      all[headers.length + 4] = "Idempotency-Key";
      all[headers.length + 5] = UUID.randomUUID().toString();
    }
    return api.send(
        operation.method(),
        Api.V1 + row.path(),
        text
            ? BodyPublishers.ofString("# Matrix " + UUID.randomUUID() + "\n- [ ] 1. One\n")
            : row.body()
                .map(body -> BodyPublishers.ofString(body.apply(about).encode()))
                .orElse(BodyPublishers.noBody()),
        all);
  }

  /// A fresh one: the administrator of the first start is left as it is.
  private Person administrator() {
    Person person = Person.signedUp(api);
    AccountsApiTest.text(
        "update accounts set role = 'admin' where id = $1 returning role as text", person.id());
    return person.again();
  }

  private String keyWithout(String scope) {
    Set<String> others =
        CONTRACT
            .json()
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("Scope")
            .getJsonArray("enum")
            .stream()
            .map(Object::toString)
            .filter(each -> !each.equals(scope))
            .collect(Collectors.toSet());
    return keyOf(others);
  }

  private String keyOf(Set<String> scopes) {
    return ada.post("/api-keys", key(scopes)).is(201).json().getString("secret");
  }

  private static JsonObject key(Set<String> scopes) {
    JsonArray all = new JsonArray();
    scopes.forEach(all::add);
    return JsonObject.of("name", "Export", "scopes", all);
  }

  private static JsonObject signIn(Person person) {
    return JsonObject.of("email", person.email(), "password", Person.PASSWORD);
  }

  private static JsonObject refresh(Person person) {
    return JsonObject.of("refreshToken", person.session().getString("refreshToken"));
  }

  private static JsonObject otherPassword() {
    return JsonObject.of(
        "currentPassword", Person.PASSWORD, "newPassword", "a quite different sentence");
  }

  private static String bearer(Person person) {
    return "Bearer " + person.session().getString("accessToken");
  }
}
