package dev.principia.course;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.db.Query;
import java.util.UUID;

/// The statements of a course's members. A change of somebody's rights and its row in the audit log
/// are one statement.
final class MemberSql {
  private static final String JOIN =
      CourseRights.READABLE_COURSE
          + """
          , joined as (
            insert into memberships (course_id, account_id, role)
            select id, $1, 'viewer' from readable_course where owner_id <> $1
            on conflict do nothing)
          select c.id, c.slug, c.title, coalesce(
          """
          + CourseRights.ROLE
          + ", 'viewer') as role from readable_course c";

  private static final String LEAVE =
      CourseRights.READABLE_COURSE
          + """
          , gone as (
            delete from memberships m using readable_course c
             where m.course_id = c.id and m.account_id = $1)
          select c.owner_id = $1 as own from readable_course c
          """;

  /// Whoever only reads the course learns that, and nothing of its members.
  static final String LIST =
      CourseRights.READABLE_COURSE
          + "select w.writable, p.* from readable_course c cross join lateral (select coalesce("
          + CourseRights.WRITE
          + """
          , false) as writable) w
            left join lateral (
              select a.id as account_id, a.name, e.role, e.created_at
                from (
                  (select m.account_id, m.role, m.created_at from memberships m
                    where m.course_id = c.id and m.account_id > $4 and m.account_id <> c.owner_id
                    order by m.account_id limit $5)
                  union all
                  select c.owner_id, 'owner', null where c.owner_id > $4) e
                join accounts a on a.id = e.account_id
               order by e.account_id limit $5) p on w.writable
           order by p.account_id
          """;

  private static final String PUT =
      """
      with who as (
        select id, name from accounts where id = $2
      ), put as (
        insert into memberships (course_id, account_id, role)
        select $1, id, $3 from who
        on conflict (course_id, account_id) do update set role = excluded.role
        returning account_id, role, created_at
      ), noted as (
        insert into audit_log (id, event, account_id, address, request, detail)
        select $4, 'course.member', account_id, $5, $6,
               jsonb_build_object('course', $1::uuid, 'role', role, 'by', $7::uuid)
          from put
         where not exists (
           select from memberships m where m.course_id = $1 and m.account_id = $2 and m.role = $3)
      )
      select w.id as account_id, w.name, p.role, p.created_at
        from put p join who w on w.id = p.account_id
      """;

  /// Who owned it becomes an editor. Given to whom it belongs, it stays as it is.
  private static final String GIVE =
      """
      with who as (
        select id, name from accounts where id = $2 and disabled_at is null
      ), given as (
        update courses set owner_id = $2, version = version + 1
         where id = $1 and owner_id <> $2 and exists (select from who)
        returning id
      ), raised as (
        delete from memberships
         where account_id = $2 and course_id in (select id from given)
      ), kept as (
        insert into memberships (course_id, account_id, role)
        select id, $6, 'editor' from given
        on conflict (course_id, account_id) do update set role = 'editor'
      ), noted as (
        insert into audit_log (id, event, account_id, address, request, detail)
        select $3, 'course.member', $2, $4, $5,
               jsonb_build_object('course', id, 'role', 'owner', 'by', $6::uuid)
          from given
      )
      select w.id as account_id, w.name, 'owner' as role, null::timestamptz as created_at
        from who w
      """;

  private static final String REMOVE =
      """
      with gone as (
        delete from memberships where course_id = $1 and account_id = $2 returning account_id
      )
      insert into audit_log (id, event, account_id, address, request, detail)
      select $3, 'course.member', account_id, $4, $5,
             jsonb_build_object('course', $1::uuid, 'by', $6::uuid)
        from gone
      """;

  private MemberSql() {}

  /// The caller becomes a member of a course that it may read, and stays what it was if it was one.
  static Query<Enrollment> join(Call call) {
    return Query.of(
        JOIN,
        Enrollment::read,
        CourseRights.arguments(call.caller(), CourseKey.of(call.text("course"))));
  }

  /// Whether the caller is the owner, who cannot leave; no row when it may not read the course.
  static Query<Boolean> leave(Call call) {
    return Query.of(
        LEAVE,
        row -> row.get(Boolean.class, "own"),
        CourseRights.arguments(call.caller(), CourseKey.of(call.text("course"))));
  }

  /// One more than the page holds, in the order of their ids.
  ///
  /// @param after the account that the page follows
  static Query<Member.Listed> list(Call call, UUID after) {
    return Query.of(
        LIST,
        Member.Listed::read,
        CourseRights.arguments(
            call.caller(), CourseKey.of(call.text("course")), after, call.integer("limit") + 1));
  }

  /// No row when there is no such account.
  static Query<Member> put(Call call, LockedCourse course, Member.Wish wish) {
    UUID audit = UuidCreator.getTimeOrderedEpoch();
    String address = call.client().address();
    UUID by = call.caller().id();
    return wish.isOwner()
        ? Query.of(
            GIVE, Member::read, course.id(), wish.account(), audit, address, call.requestId(), by)
        : Query.of(
            PUT,
            Member::read,
            course.id(),
            wish.account(),
            wish.role(),
            audit,
            address,
            call.requestId(),
            by);
  }

  /// Touches no row when the account is no member.
  static Query<Boolean> remove(Call call, LockedCourse course, UUID account) {
    return Query.command(
        REMOVE,
        course.id(),
        account,
        UuidCreator.getTimeOrderedEpoch(),
        call.client().address(),
        call.requestId(),
        call.caller().id());
  }
}
