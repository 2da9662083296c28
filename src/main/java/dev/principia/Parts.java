package dev.principia;

import dev.principia.account.AccountExport;
import dev.principia.account.AccountSql;
import dev.principia.account.BearerTokens;
import dev.principia.account.Identity;
import dev.principia.account.KnownCredentials;
import dev.principia.account.OpenSessions;
import dev.principia.account.Passwords;
import dev.principia.account.Sessions;
import dev.principia.account.Snapshot;
import dev.principia.cache.Caches;
import dev.principia.cache.Changes;
import dev.principia.cache.Limits;
import dev.principia.contract.Committed;
import dev.principia.contract.Contract;
import dev.principia.contract.Cursors;
import dev.principia.contract.Limiter;
import dev.principia.contract.Problem;
import dev.principia.course.CourseExport;
import dev.principia.course.CourseTrashSql;
import dev.principia.course.LessonSql;
import dev.principia.db.Idempotency;
import dev.principia.event.EventSql;
import dev.principia.event.Followers;
import dev.principia.event.Tail;
import dev.principia.guard.Guard;
import dev.principia.job.Cron;
import dev.principia.job.Every;
import dev.principia.job.JobSql;
import dev.principia.job.Rhythm;
import dev.principia.job.Schedule;
import dev.principia.job.ScheduleSql;
import dev.principia.lab.Downstream;
import dev.principia.live.LiveSql;
import dev.principia.metrics.Meters;
import dev.principia.note.NoteExport;
import dev.principia.note.NoteSql;
import dev.principia.note.TrashSql;
import dev.principia.server.BodyLimits;
import dev.principia.server.Chain;
import dev.principia.server.Cors;
import dev.principia.server.Health;
import dev.principia.server.Management;
import dev.principia.server.Pages;
import dev.principia.server.Proxies;
import dev.principia.server.Quotas;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What both servers are made of alike: everything that is not flow.
record Parts(
    Contract contract,
    Cursors cursors,
    Passwords passwords,
    Clock clock,
    Snapshot snapshot,
    Limits limits,
    Changes changes,
    Tail tail,
    Followers followers,
    Committed committed,
    Caches caches,
    Sessions sessions,
    KnownCredentials credentials,
    Identity identity,
    Chain chain,
    Meters meters,
    Health health,
    Management management,
    Downstream downstream,
    Guard redisGuard,
    Guard downstreamGuard,
    Map<String, Problem> refusals,
    List<Schedule> schedules) {

  /// Shorter than a key is published before it signs.
  private static final int JWKS_SECONDS = 300;

  static Parts of(Config config, Clock clock) {
    Contract contract = Contract.load(config.features());
    Meters meters = new Meters();
    Health health = new Health();
    Passwords passwords =
        new Passwords(Runtime.getRuntime().availableProcessors(), config.hashQueue());
    meters.hashesWaiting(passwords::waiting);
    for (String dependency : List.of("postgresql", "redis")) {
      meters.dependency(dependency, () -> health.up(dependency));
    }
    Limits limits = new Limits(clock);
    Changes changes = new Changes();
    Caches caches = new Caches(changes, config.cache(), config.cacheSize());
    caches.observe(meters);
    Tail tail = new Tail(meters);
    tail.listen(new CourseChanges(changes));
    Limiter limiter = config.rateLimits() ? limits : Limiter.NONE;
    Snapshot snapshot = new Snapshot();
    Followers followers =
        new Followers(
            config.followers(),
            config.live().perAccount(),
            config.eventHeartbeat(),
            new OpenSessions(snapshot, clock),
            clock,
            meters);
    tail.listen(followers);
    KnownCredentials credentials = new KnownCredentials(clock);
    Pages pages = new Pages(contract, Version.json());
    pages.addChanging("/.well-known/jwks.json", JWKS_SECONDS, snapshot::published);
    pages.addSecurity(config.securityContact(), clock);
    return new Parts(
        contract,
        new Cursors(config.secret()),
        passwords,
        clock,
        snapshot,
        limits,
        changes,
        tail,
        followers,
        events -> {
          changes.committed(events);
          tail.committed(events);
        },
        caches,
        new Sessions(
            passwords, snapshot, config.secret(), limiter, clock, meters::signInsExhausted),
        credentials,
        new Identity(new BearerTokens(snapshot, clock), credentials, snapshot, config.secret()),
        new Chain(
            contract,
            pages,
            meters,
            new Proxies(config.trustedProxies()),
            new Cors(config.allowedOrigins()),
            new Quotas(limiter, config.ratePerAddress(), config.ratePerCaller()),
            new BodyLimits(config.bodyLimit(), config.bodyPatience())),
        meters,
        health,
        new Management(health, meters),
        Downstream.of(config.lab(), config.labStub()),
        guard("redis", meters),
        guard("downstream", meters),
        allRefusals(),
        schedules(config));
  }

  static AccountExport export() {
    return new AccountExport(
        List.of(
            new AccountExport.Part("courses", CourseExport::courses),
            new AccountExport.Part("memberships", CourseExport::memberships),
            new AccountExport.Part("progress", CourseExport::progress),
            new AccountExport.Part("notes", NoteExport::notes)));
  }

  private static Guard guard(String dependency, Meters meters) {
    Guard guard = new Guard(dependency);
    meters.guard(dependency, guard::figure);
    return guard;
  }

  private static List<Schedule> schedules(Config config) {
    Rhythm often = new Every(config.purgeInterval());
    Rhythm nightly = new Cron("17 3 * * *", ZoneId.of("UTC"));
    return List.of(
        Schedule.purge("idempotency_keys", often, Idempotency.purge()),
        Schedule.purge("events", often, EventSql.partitions(config.eventRetention())),
        Schedule.purge("notes", often, TrashSql.purge()),
        Schedule.purge("jobs", often, JobSql.purge()),
        Schedule.purge("courses", often, CourseTrashSql.purge()),
        Schedule.purge("sessions", often, Sessions.purge()),
        Schedule.purge("ended_sessions", often, Sessions.purgeEnded()),
        Schedule.purge("live_tickets", often, LiveSql.purge()),
        Schedule.purge("signing_keys", often, Sessions.purgeKeys()),
        Schedule.purge("exports", often, AccountExport.purge()),
        Schedule.purge("schedule_ticks", nightly, ScheduleSql.purge()));
  }

  private static Map<String, Problem> allRefusals() {
    Map<String, Problem> all = new HashMap<>(AccountSql.REFUSALS);
    all.putAll(LessonSql.REFUSALS);
    all.putAll(NoteSql.REFUSALS);
    return Map.copyOf(all);
  }
}
