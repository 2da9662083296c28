package dev.principia.course;

import dev.principia.contract.Caller;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Imports outlines on a thread that may wait: at the first start and from the command line.
public final class BlockingImport {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final BlockingDb db;

  public BlockingImport(BlockingDb db) {
    this.db = db;
  }

  /// Makes the owner's course of this title what the outline says; nothing is written when it is so
  /// already.
  ///
  /// @param learner whose progress the ticked lessons become
  public ImportReport run(Outline outline, UUID owner, UUID learner) {
    return db.work(tx -> run(tx, outline, owner, learner));
  }

  private static ImportReport run(BlockingTx tx, Outline outline, UUID owner, UUID learner) {
    String wanted = Slugs.course(outline.title(), BlockingImport::suffix);
    List<ImportSql.Namesake> namesakes =
        tx.list(ImportSql.namesakes(wanted, owner, outline.title()));
    Optional<Course> stored =
        namesakes.stream()
            .filter(ImportSql.Namesake::own)
            .findFirst()
            .flatMap(own -> find(tx, own, owner));
    String slug = namesakes.isEmpty() ? wanted : Slugs.suffixed(wanted, suffix());
    OutlineImport plan = new OutlineImport(outline, stored, slug, owner);
    if (stored.isEmpty() || !Outlines.of(stored.get()).equals(unticked(outline))) {
      plan.writes(learner).forEach(tx::run);
    }
    return plan.report();
  }

  private static Optional<Course> find(BlockingTx tx, ImportSql.Namesake own, UUID owner) {
    return tx.one(CourseSql.readable(CourseKey.of(own.slug()), Caller.account(owner)));
  }

  private static Outline unticked(Outline outline) {
    return new Outline(
        outline.title(),
        outline.summary(),
        outline.sections().stream().map(BlockingImport::unticked).toList(),
        outline.resources(),
        outline.description());
  }

  private static Outline.Section unticked(Outline.Section section) {
    return new Outline.Section(
        section.title(),
        section.lessons().stream()
            .map(item -> new Outline.Item(item.number(), item.title(), false))
            .toList());
  }

  /// Adds resources to those lessons of the course that have none.
  public void addResources(String course, Map<Integer, List<Resource>> byLesson) {
    db.work(
        tx -> {
          byLesson.forEach(
              (lesson, resources) ->
                  tx.run(ImportSql.resources(course, lesson, Outlines.json(resources))));
          return true;
        });
  }

  /// Makes the course public.
  public void publish(String course) {
    db.work(tx -> tx.run(CourseSql.publish(course)));
  }

  private static String suffix() {
    return Integer.toString(RANDOM.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
  }
}
