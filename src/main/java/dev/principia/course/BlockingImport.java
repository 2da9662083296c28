package dev.principia.course;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Preference;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import dev.principia.job.Accepted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Imports outlines on a thread that may wait: for requests, at the first start and from the
/// command line.
public final class BlockingImport {
  private final BlockingDb db;

  public BlockingImport(BlockingDb db) {
    this.db = db;
  }

  Map<String, BlockingHandler> handlers() {
    return Map.of("importCourse", this::run);
  }

  private Reply run(Call call) {
    ImportWish wish = ImportWish.of(call);
    return db.transaction(
        call,
        tx -> {
          if (Preference.of(call).respondAsync()) {
            return Accepted.of(tx.only(ImportJob.enqueue(call)));
          }
          OutlineImport plan = plan(tx, wish);
          return wish.reply(plan, write(tx, wish, plan));
        });
  }

  /// Makes the owner's course of this title what the outline says; what is so already is not
  /// written.
  ///
  /// @param learner whose progress the ticked lessons become
  /// @param dryRun whether only the report is wanted
  public ImportReport run(Outline outline, UUID owner, UUID learner, boolean dryRun) {
    return run(new ImportWish(outline, owner, learner, true, dryRun));
  }

  /// The same for the first data: when the course is what the outline says already, the learner's
  /// progress is left alone.
  public ImportReport seed(Outline outline, UUID owner, UUID learner) {
    return run(new ImportWish(outline, owner, learner, false, false));
  }

  private ImportReport run(ImportWish wish) {
    return db.work(tx -> write(tx, wish, plan(tx, wish)));
  }

  private static OutlineImport plan(BlockingTx tx, ImportWish wish) {
    tx.run(ImportSql.lock(wish.owner()));
    Optional<UUID> found = tx.one(wish.find());
    return wish.plan(
        found.flatMap(
            course -> {
              tx.one(wish.lock(course));
              return tx.one(wish.read(course));
            }));
  }

  private static ImportReport write(BlockingTx tx, ImportWish wish, OutlineImport plan) {
    String slug = plan.slug();
    if (wish.writes(plan)) {
      slug = tx.only(plan.course());
      plan.writes().forEach(tx::run);
    }
    wish.ticks(plan).ifPresent(tx::run);
    ImportReport report = plan.report(slug);
    wish.events(plan, report).forEach(tx::raise);
    return report;
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
}
