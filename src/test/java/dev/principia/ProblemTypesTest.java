package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.contract.Contract;
import dev.principia.contract.ProblemType;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All types of problems, as a whole.
final class ProblemTypesTest {
  @Test
  @Proves("18.9")
  void theContractListsAllOfThem() {
    JsonObject problem =
        Contract.load(Set.of())
            .json()
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("Problem");
    JsonObject type = problem.getJsonObject("properties").getJsonObject("type");
    assertEquals(
        Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList(),
        type.getJsonArray("x-extensible-enum").stream().toList());
  }

  /// A type that no test provokes could be one that nobody gets.
  @Test
  @Proves("18.9")
  void eachIsProvokedByATest() throws IOException {
    String tests = tests();
    List<String> never =
        Arrays.stream(ProblemType.values())
            .map(ProblemType::slug)
            .filter(slug -> !tests.contains("\"" + slug + "\""))
            .toList();
    assertEquals(List.of(), never);
  }

  private static String tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  /// That no error tells of tables, constraints and classes is held against every error that any
  /// test receives; here is that this would be seen.
  @Test
  @Proves("18.2")
  void whatAnErrorMustNotTellWouldBeSeen() {
    assertTrue(Leaks.names().contains("accounts_email_unique"));
    for (String told :
        List.of(
            "insert into \"x\" violates foreign key",
            "The key accounts_email_unique exists.",
            "no row in idempotency_keys",
            "java.lang.IllegalStateException",
            "dev.principia.note.NoteSql",
            "PSQLException: ERROR",
            "at Chain.answer(Chain.java:12)")) {
      assertThrows(AssertionError.class, () -> Leaks.none(told), told);
    }
    Leaks.none("There is already an account with this e-mail address, at /api/v1/notes.");
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
  @Proves("18.2")
  void whatTheDatabaseRefusesIsToldAsAConflict(Server server) {
    Api api = server.api();
    Person ada = Person.signedUp(api);
    api.post(Api.V1 + "/accounts", AccountsApiTest.account(ada.email()))
        .problem(409, "account-exists"); // 23505
    ada.post("/courses", JsonObject.of("title", "Mine")).is(201);
    ada.delete("/me", "If-Match", ada.me().need("ETag"))
        .problem(409, "account-owns-courses"); // 23503
  }
}
