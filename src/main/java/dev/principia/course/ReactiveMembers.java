package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.EventType;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.Map;

/// Who belongs to a course, on the event loop.
final class ReactiveMembers {
  private final ReactiveDb db;
  private final MemberPages pages;

  ReactiveMembers(ReactiveDb db, Cursors cursors) {
    this.db = db;
    this.pages = new MemberPages(cursors);
  }

  Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "putEnrollment", this::join,
        "deleteEnrollment", this::leave,
        "listMembers", this::list,
        "putMember", this::put,
        "deleteMember", this::remove);
  }

  private Future<Reply> join(Call call) {
    return db.transaction(call, tx -> tx.one(MemberSql.join(call)).map(Enrollment::reply));
  }

  private Future<Reply> leave(Call call) {
    return db.transaction(call, tx -> tx.one(MemberSql.leave(call)).map(Enrollment::left));
  }

  private Future<Reply> list(Call call) {
    return db.list(call, MemberSql.list(call, pages.after(call)))
        .map(rows -> pages.page(call, rows));
  }

  private Future<Reply> put(Call call) {
    return db.transaction(
        call,
        tx ->
            ReactiveCourseWriting.locked(tx, call)
                .map(LockedCourse::ownOrRefused)
                .compose(course -> put(tx, call, course, Member.Wish.of(call)))
                .map(member -> Reply.ok(member.json())));
  }

  private static Future<Member> put(
      ReactiveTx tx, Call call, LockedCourse course, Member.Wish wish) {
    if (wish.isGift(call)) {
      tx.raise(CourseEvents.of(EventType.COURSE_UPDATED, call, course));
    }
    return tx.one(MemberSql.put(call, course, wish)).map(Member::orNotFound);
  }

  private Future<Reply> remove(Call call) {
    return db.transaction(
        call,
        tx ->
            ReactiveCourseWriting.locked(tx, call)
                .map(LockedCourse::ownOrRefused)
                .compose(course -> tx.run(MemberSql.remove(call, course, Member.removable(call))))
                .map(ReactiveMembers::removed));
  }

  private static Reply removed(int rows) {
    if (rows == 0) {
      throw Problem.notFound();
    }
    return Reply.empty(204);
  }
}
