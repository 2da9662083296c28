package dev.principia.lab.run;

import dev.principia.db.Query;

/// What PostgreSQL tells of the application's own statements.
final class StatementsSql {
  private static final String COUNTED =
      """
      select coalesce(sum(calls), 0)::bigint as calls,
             coalesce(sum(total_exec_time) * 1000, 0)::bigint as micros
        from pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database())
         and query !~* '^(begin|commit|rollback|set|start)'
         and query not like '%pg_stat_statements%'
      """;

  private StatementsSql() {}

  static Query<Place.Counted> counted() {
    return Query.of(
        COUNTED,
        row -> new Place.Counted(row.get(Long.class, "calls"), row.get(Long.class, "micros")));
  }
}
