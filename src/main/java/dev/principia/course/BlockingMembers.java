package dev.principia.course;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.util.Map;
import java.util.UUID;

/// Who belongs to a course, on a thread that may wait.
final class BlockingMembers {
  private final BlockingDb db;
  private final MemberPages pages;

  BlockingMembers(BlockingDb db, Cursors cursors) {
    this.db = db;
    this.pages = new MemberPages(cursors);
  }

  Map<String, BlockingHandler> handlers() {
    return Map.of(
        "putEnrollment", this::join,
        "deleteEnrollment", this::leave,
        "listMembers", this::list,
        "putMember", this::put,
        "deleteMember", this::remove);
  }

  private Reply join(Call call) {
    return db.transaction(call, tx -> Enrollment.reply(tx.one(MemberSql.join(call))));
  }

  private Reply leave(Call call) {
    return db.transaction(call, tx -> Enrollment.left(tx.one(MemberSql.leave(call))));
  }

  private Reply list(Call call) {
    return pages.page(call, db.list(call, MemberSql.list(call, pages.after(call))));
  }

  private Reply put(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = BlockingCourseWriting.locked(tx, call).ownOrRefused();
          Member.Wish wish = Member.Wish.of(call);
          Member member = Member.orNotFound(tx.one(MemberSql.put(call, course, wish)));
          if (wish.isGift(call)) {
            tx.raise(CourseEvents.of(EventType.COURSE_UPDATED, call, course));
          }
          return Reply.ok(member.json());
        });
  }

  private Reply remove(Call call) {
    return db.transaction(
        call,
        tx -> {
          LockedCourse course = BlockingCourseWriting.locked(tx, call).ownOrRefused();
          UUID account = Member.removable(call);
          if (tx.run(MemberSql.remove(call, course, account)) == 0) {
            throw Problem.notFound();
          }
          return Reply.empty(204);
        });
  }
}
