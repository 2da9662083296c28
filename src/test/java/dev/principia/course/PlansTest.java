package dev.principia.course;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.principia.Proves;
import dev.principia.Services;
import dev.principia.db.BlockingPool;
import dev.principia.db.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How PostgreSQL answers the queries that are asked most, in a database of many courses.
final class PlansTest {
  private static final String SOMEBODY = "'00000000-0000-7000-8000-000000000001'::uuid";
  private static final String MEMBER = "'00000000-0000-7000-8000-000000000002'::uuid";
  private static final String NEWEST =
      "null::uuid, now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, 21";
  private static final String TITLE =
      "null::uuid, 'Course 5', '00000000-0000-0000-0000-000000000000'::uuid, 21";

  @Test
  @Proves("12.4")
  void hotQueriesUseTheirIndexes() throws SQLException {
    assertPlans(6_000);
  }

  @Test
  @Tag("drill")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  @Proves("12.4")
  void hotQueriesUseTheirIndexesAmongAHundredThousandCourses() throws SQLException {
    assertPlans(100_000);
  }

  private static void assertPlans(int courses) throws SQLException {
    String url = Services.shared().emptyDatabase();
    try (BlockingPool pool = new BlockingPool(Services.settings(url))) {
      new Migrations(pool).apply();
    }
    try (Connection connection = Services.connect(url)) {
      fill(connection, courses);
      var order = CatalogueSql.BY_NEWEST;
      uses(connection, order.all(), NEWEST, "courses_newest");
      uses(
          connection,
          CatalogueSql.BY_OLDEST.all(),
          NEWEST.replace("now()", "'2000-01-01'::timestamptz"),
          "courses_newest");
      uses(connection, CatalogueSql.BY_TITLE.all(), TITLE, "courses_title");
      uses(connection, CatalogueSql.BY_TITLE_DOWN.all(), TITLE, "courses_title");
      finds(connection, order.text(), NEWEST + ", '%4321%'", "courses_text");
      finds(connection, order.tag(), NEWEST + ", array['rare']", "courses_tags");
      uses(connection, CourseSql.READABLE, "null, null, 'course-4321'", "courses_slug_unique");
      uses(connection, CourseSql.EXPORTED, SOMEBODY + ", null, 'course-4321'", "progress_");
      uses(connection, CourseSql.LESSON, lesson("null, 3, null"), "lessons_number_unique");
      uses(connection, CourseSql.LESSON, lesson("null, null, 'lesson-3'"), "lessons_slug_unique");
      uses(connection, CourseSql.READABLE, MEMBER + ", null, 'course-4323'", "memberships_");
      uses(
          connection,
          MemberSql.LIST,
          SOMEBODY + ", null, 'course-4323', '00000000-0000-0000-0000-000000000000', 21",
          "memberships_pkey");
      uses(connection, order.all(), NEWEST.replaceFirst("null::uuid", MEMBER), "courses_newest");
      uses(connection, LessonSql.NEXT, SOMEBODY + ", null, 'course-4321'", "lessons_");
    }
  }

  private static String lesson(String key) {
    return "null, null, 'course-4321', " + key;
  }

  private static void fill(Connection connection, int courses) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql :
          new String[] {
            """
            insert into accounts (id, email, name, password_hash)
            select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                   'a' || n || '@example.org', 'Ada', '$argon2id$'
              from generate_series(1, 200) as n
            """,
            """
            insert into courses (id, slug, title, summary, tags, visibility, owner_id, created_at)
            select gen_random_uuid(), 'course-' || n, 'Course ' || n, 'About ' || md5(n::text),
                   case when n %% 1000 = 0 then array['rare'] else array['common'] end,
                   case when n %% 3 = 0 then 'private' else 'public' end,
                   '00000000-0000-7000-8000-000000000001', now() - make_interval(secs => n)
              from generate_series(1, %d) as n
            """
                .formatted(courses),
            "insert into sections (id, course_id, position, title) select gen_random_uuid(), id, 1,"
                + " 'S' from courses",
            """
            insert into lessons (id, course_id, section_id, position, number, slug, title)
            select gen_random_uuid(), s.course_id, s.id, n, n, 'lesson-' || n, 'Lesson'
              from sections s, generate_series(1, 5) as n
            """,
            """
            insert into progress (account_id, lesson_id, status, completed_at)
            select '00000000-0000-7000-8000-000000000001', id, 'completed', now()
              from lessons where number < 3
            """,
            """
            insert into memberships (course_id, account_id, role)
            select distinct c.id, ('00000000-0000-7000-8000-' || lpad(
                     (2 + (hashtext(c.slug)::bigint + 2147483648 + n * 67) % 199)::text, 12, '0'))::uuid,
                   'viewer'
              from courses c, generate_series(1, 3) as n
            """,
            "vacuum analyze"
          }) {
        statement.execute(sql);
      }
    }
  }

  /// @param index part of its name; the plan is the one that is kept for all arguments
  private static void uses(Connection connection, String sql, String arguments, String index)
      throws SQLException {
    uses(connection, "force_generic_plan", sql, arguments, index);
  }

  /// The same for filters, which PostgreSQL plans anew for what is asked: rare words by their
  /// index, frequent ones in the order of the list.
  private static void finds(Connection connection, String sql, String arguments, String index)
      throws SQLException {
    uses(connection, "force_custom_plan", sql, arguments, index);
  }

  private static void uses(
      Connection connection, String mode, String sql, String arguments, String index)
      throws SQLException {
    String plan = plan(connection, mode, sql, arguments);
    assertTrue(plan.contains(index), plan);
    for (String table :
        new String[] {"courses", "lessons", "sections", "progress", "memberships"}) {
      assertFalse(plan.contains("Seq Scan on " + table), plan);
    }
  }

  private static String plan(Connection connection, String mode, String sql, String arguments)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = " + mode);
      statement.execute("prepare asked as " + sql);
      try (ResultSet rows = statement.executeQuery("explain execute asked(" + arguments + ")")) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      statement.execute("deallocate asked");
    }
    return plan.toString();
  }
}
