package dev.principia;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The drawing of the architecture, held against the code.
final class ArchitectureTest {
  private static final String ROOT = "dev.principia";

  /// Which room knows which; the root package alone knows all of them.
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("server", Set.of("contract", "metrics")),
          Map.entry("account", Set.of("contract", "db", "job")),
          Map.entry("course", Set.of("contract", "db", "cache", "job")),
          Map.entry("note", Set.of("contract", "db", "course")),
          Map.entry("progress", Set.of("contract", "db", "course")),
          Map.entry("event", Set.of("contract", "db", "course", "metrics")),
          Map.entry("lab", Set.of("contract", "db", "guard", "job")),
          Map.entry("live", Set.of("contract", "db", "cache", "course", "event", "metrics")),
          Map.entry("job", Set.of("contract", "db", "metrics")),
          Map.entry("db", Set.of("contract", "guard")),
          Map.entry("guard", Set.of()),
          Map.entry("contract", Set.of()),
          Map.entry("cache", Set.of("contract", "db", "guard", "metrics")),
          Map.entry("metrics", Set.of()),
          Map.entry("embedded", Set.of()));

  /// Rules, statements, handlers and the vocabulary they share.
  private static final String[] SHARED =
      packages("account", "course", "progress", "note", "event", "lab", "contract", "db");

  private static final JavaClasses MAIN = classesBeside(Main.class);

  @Test
  @Proves("9.1")
  void everyRoomKnowsOnlyTheRoomsItMay() {
    assertEquals(new TreeSet<>(ARROWS.keySet()), rooms());
    ARROWS.forEach(
        (room, known) -> {
          String[] allowed = packages(known.toArray(String[]::new));
          check(
              classes()
                  .that()
                  .resideInAPackage(inside(room))
                  .should()
                  .onlyDependOnClassesThat(
                      resideOutsideOfPackages(ROOT + "..")
                          .or(resideInAnyPackage(inside(room)))
                          .or(resideInAnyPackage(allowed))));
        });
  }

  @Test
  void roomsHaveNoCycles() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  @Proves("9.1")
  void onlyOneRoomKnowsEachDriver() {
    // Embedded makes the database, before which there is nothing that db could ask.
    onlyIn(
        packages("db", "embedded"),
        "java.sql..",
        "javax.sql..",
        "org.postgresql..",
        "com.zaxxer..");
    onlyIn(packages("db"), "io.vertx.sqlclient..", "io.vertx.pgclient..");
    onlyIn(packages("cache"), "redis.clients..", "io.vertx.redis..");
    onlyIn(packages("server"), "io.vertx.ext.web..", "org.eclipse.jetty..");
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(inside("server"))
            .should()
            .dependOnClassesThat(nameMatching("io\\.vertx\\.core\\.http\\.HttpServerRe.*")));
  }

  private static void onlyIn(String[] rooms, String... drivers) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(rooms)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(drivers));
  }

  @Test
  void onlyReactiveCodeKnowsFuturesAndLoops() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .or()
            .resideInAPackage(inside("server"))
            .and(named("Reactive", "Verticle", "Vertx", "BlockingAwaitDb").negate()) // it awaits
            .should()
            .dependOnClassesThat(
                assignableTo(Future.class)
                    .or(assignableTo(Promise.class))
                    .or(assignableTo(Vertx.class))
                    .or(assignableTo(Context.class))));
  }

  @Test
  void onlyBlockingCodeKnowsJdbc() {
    check(
        noClasses()
            .that()
            .resideInAPackage(inside("db"))
            .and(named("Blocking", "Jdbc", "Migrations").negate()) // those run before any server
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.."));
  }

  @Test
  @Proves("4.10")
  void nothingIsDeserializedIntoATypeThatTheInputNames() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                assignableTo(ObjectInputStream.class).or(assignableTo(ObjectOutputStream.class))));
    check(
        noClasses()
            .should()
            .dependOnClassesThat(nameMatching("com\\.fasterxml\\.jackson\\..*JsonTypeInfo.*"))
            .orShould()
            .callMethodWhere(target(nameMatching(".*[dD]efaultTyping.*"))));
  }

  @Test
  void namesSayWhatAThingIs() {
    check(
        noClasses()
            .should()
            .haveSimpleNameContaining("Helper")
            .orShould()
            .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Impl|Service|Manager|Utils?))"));
  }

  @Test
  void everyPackageSaysWhatItKnowsAndIsNullMarked() {
    for (JavaPackage each : MAIN.getPackage(ROOT).getSubpackagesInTree()) {
      assertTrue(each.isAnnotatedWith(NullMarked.class), each::getName);
    }
    assertTrue(MAIN.getPackage(ROOT).isAnnotatedWith(NullMarked.class));
  }

  @Test
  @Proves("27.3")
  void testsDoNotSleepAndRulesDoNotLookAtTheClock() {
    noClasses()
        .should()
        .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))))
        .orShould()
        .callMethodWhere(target(name("sleep")).and(target(owner(nameMatching(".*TimeUnit")))))
        .check(classesBeside(ArchitectureTest.class));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .callMethodWhere(
                target(name("now")).and(target(owner(assignableTo(TemporalAccessor.class)))))
            .orShould()
            .callMethodWhere(
                target(nameMatching("system.*")).and(target(owner(assignableTo(Clock.class)))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void statementsStandInTheRoomOfTheirTableAndAreConstants() {
    check(
        noClasses()
            .that(named("Sql", "db.Idempotency", "db.Outbox", "db.Query").negate())
            .should()
            .callMethodWhere(
                target(nameMatching("of|command"))
                    .and(target(owner(name("dev.principia.db.Query"))))));
    assertEquals(Set.of(), BuiltStatements.in(Main.class));
  }

  private static void check(ArchRule rule) {
    rule.check(MAIN);
  }

  /// Classes, with everything inside them, whose full name contains one of the words.
  private static DescribedPredicate<JavaClass> named(String... words) {
    return DescribedPredicate.describe(
        "named after " + String.join(", ", words),
        each -> Arrays.stream(words).anyMatch(each.getName()::contains));
  }

  private static Set<String> rooms() {
    return MAIN.getPackage(ROOT).getSubpackages().stream()
        .map(JavaPackage::getRelativeName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String inside(String room) {
    return ROOT + "." + room + "..";
  }

  private static String[] packages(String... rooms) {
    return Arrays.stream(rooms).map(ArchitectureTest::inside).toArray(String[]::new);
  }

  private static JavaClasses classesBeside(Class<?> one) {
    var place = one.getProtectionDomain().getCodeSource().getLocation();
    return new ClassFileImporter().importLocations(Set.of(Location.of(place)));
  }
}
