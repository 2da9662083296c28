package dev.principia;

import java.util.Locale;
import java.util.Optional;

/// Every setting, with its name in the environment, its default and its meaning. The single source
/// of `principia config`, of the parser and of the configuration page.
enum Setting {
  SERVER("PRINCIPIA_SERVER", "event-loop", "which server: event-loop or blocking"),
  THREADS("PRINCIPIA_THREADS", "platform", "threads of the blocking server: platform or virtual"),
  ROLES("PRINCIPIA_ROLES", "web,worker", "what this process does: web, worker or both"),
  HOST("PRINCIPIA_HOST", "127.0.0.1", "address to listen on"),
  PORT("PORT", "", "port of the application; 8080, or 8090 for the blocking server; 0 takes any"),
  MANAGEMENT_PORT(
      "PRINCIPIA_MANAGEMENT_PORT", "", "port of /livez, /readyz, /metrics; 8081 or 8091"),
  DATA("PRINCIPIA_DATA", "", "directory of `principia up`; .principia beside the program"),
  POSTGRES_URL("PRINCIPIA_POSTGRES_URL", "", "postgresql://user:password@host:port/database", true),
  POSTGRES_CONNECTIONS("PRINCIPIA_POSTGRES_CONNECTIONS", "16", "most connections of this process"),
  POSTGRES_QUEUE("PRINCIPIA_POSTGRES_QUEUE", "1000", "most statements that wait for a connection"),
  POSTGRES_WAIT("PRINCIPIA_POSTGRES_WAIT", "1000", "longest wait for a connection, in ms"),
  POSTGRES_STATEMENT("PRINCIPIA_POSTGRES_STATEMENT", "5000", "longest run of a statement, in ms"),
  POSTGRES_PIPELINING(
      "PRINCIPIA_POSTGRES_PIPELINING",
      "64",
      "most statements at once on an event loop's own connection; 1 gives it none"),
  REDIS_URL("PRINCIPIA_REDIS_URL", "", "redis://:password@host:port/database", true),
  SECRET(
      "PRINCIPIA_SECRET", "", "at least 32 random bytes in base64url; the same everywhere", true),
  LOOPS("PRINCIPIA_LOOPS", "0", "event loops; 0 is one per processor"),
  MAX_THREADS("PRINCIPIA_MAX_THREADS", "200", "most platform threads of the blocking server"),
  HASH_QUEUE("PRINCIPIA_HASH_QUEUE", "64", "most passwords that wait to be hashed"),
  BODY_LIMIT("PRINCIPIA_BODY_LIMIT", "1048576", "most bytes of a request body"),
  BODY_PATIENCE("PRINCIPIA_BODY_PATIENCE", "10000", "longest wait for a request body, in ms"),
  DEADLINE("PRINCIPIA_DEADLINE", "15000", "longest that a request may take, in ms"),
  DRAIN_DELAY("PRINCIPIA_DRAIN_DELAY", "0", "time between not ready and not accepting, in ms"),
  DRAIN_TIMEOUT("PRINCIPIA_DRAIN_TIMEOUT", "30000", "longest wait for requests in flight, in ms"),
  PURGE_INTERVAL("PRINCIPIA_PURGE_INTERVAL", "60000", "time between purges of expired rows, in ms"),
  EVENT_RETENTION("PRINCIPIA_EVENT_RETENTION", "400", "days for which events are kept"),
  JOB_LEASE(
      "PRINCIPIA_JOB_LEASE", "15000", "time after which a worker unheard of loses its jobs, in ms"),
  JOB_CONCURRENCY(
      "PRINCIPIA_JOB_CONCURRENCY", "50", "most jobs of one queue at once in this process"),
  EVENT_STREAMS(
      "PRINCIPIA_EVENT_STREAMS",
      "20000",
      "most open event streams; on platform threads no more than half of them either"),
  EVENT_HEARTBEAT(
      "PRINCIPIA_EVENT_HEARTBEAT", "15000", "longest silence of an event stream, in ms"),
  BLOCKED_WARNING(
      "PRINCIPIA_BLOCKED_WARNING", "2000", "busy time of a loop that is warned of, in ms"),
  TRUSTED_PROXIES(
      "PRINCIPIA_TRUSTED_PROXIES",
      "",
      "networks whose Forwarded and X-Forwarded-* are believed, separated by commas; none"),
  SECURITY_CONTACT(
      "PRINCIPIA_SECURITY_CONTACT",
      "mailto:security@localhost",
      "whom to tell of a weakness, as a URI; shown in security.txt"),
  ALLOWED_ORIGINS(
      "PRINCIPIA_ALLOWED_ORIGINS", "", "origins whose pages may call, separated by commas; none"),
  RATE_LIMITS("PRINCIPIA_RATE_LIMITS", "on", "whether callers are limited: on or off"),
  RATE_PER_ADDRESS("PRINCIPIA_RATE_PER_ADDRESS", "3000", "what one address may take in a minute"),
  RATE_PER_CALLER("PRINCIPIA_RATE_PER_CALLER", "600", "what one caller may take in a minute"),
  CACHE("PRINCIPIA_CACHE", "on", "whether answers to many are kept: on or off"),
  CACHE_SIZE("PRINCIPIA_CACHE_SIZE", "33554432", "most bytes of answers that a process keeps"),
  LIVE_HEARTBEAT(
      "PRINCIPIA_LIVE_HEARTBEAT", "20000", "silence of a live client before it is pinged, in ms"),
  LIVE_PER_ACCOUNT(
      "PRINCIPIA_LIVE_PER_ACCOUNT", "20", "most sockets, and most event streams, of one account"),
  LIVE_CONNECTIONS("PRINCIPIA_LIVE_CONNECTIONS", "10000", "most live connections of this process"),
  LAB("PRINCIPIA_LAB", "off", "whether the lab's operations exist: on or off"),
  LAB_STUB("PRINCIPIA_LAB_STUB", "", "the system that the lab calls; by default one of its own"),
  LOG_FORMAT("PRINCIPIA_LOG_FORMAT", "", "text or json; text on a terminal"),
  LOG_LEVEL("PRINCIPIA_LOG_LEVEL", "info", "error, warn, info, debug or trace");

  private final String environment;
  private final String fallback;
  private final String meaning;
  private final boolean secret;

  Setting(String environment, String fallback, String meaning) {
    this(environment, fallback, meaning, false);
  }

  Setting(String environment, String fallback, String meaning, boolean secret) {
    this.environment = environment;
    this.fallback = fallback;
    this.meaning = meaning;
    this.secret = secret;
  }

  /// Its name in files and after `--set`: `postgres-url`.
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Its environment variable. The value may also come from the file that `…_FILE` names.
  String environment() {
    return environment;
  }

  Optional<String> fallback() {
    return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
  }

  String meaning() {
    return meaning;
  }

  /// Whether its value must never be shown.
  boolean isSecret() {
    return secret;
  }
}
