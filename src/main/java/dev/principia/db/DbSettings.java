package dev.principia.db;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// How to reach PostgreSQL and what to bear from it.
///
/// @param url `postgresql://user:password@host:port/database`
/// @param connections the most connections of this process, all pools together
/// @param queue the most statements that wait for a connection; further ones fail at once
/// @param patience the longest wait for a connection
/// @param statement the longest that one statement may run (`statement_timeout`)
/// @param pipelining the most statements on their way on the one connection that an event loop has
///   for single statements; with 1 these take connections of the pool instead
public record DbSettings(
    URI url, int connections, int queue, Duration patience, Duration statement, int pipelining) {
  private static final String APPLICATION = "principia";
  private static final int PIPELINED = 64;

  public DbSettings(URI url, int connections, int queue, Duration patience, Duration statement) {
    this(url, connections, queue, patience, statement, PIPELINED);
  }

  /// Whether event loops have connections of their own for single statements.
  public boolean isPipelined() {
    return pipelining > 1;
  }

  /// The same with fewer connections, because so many are used otherwise; one at least stays.
  public DbSettings reserving(int reserved) {
    int left = Math.max(1, connections - reserved);
    return new DbSettings(url, left, queue, patience, statement, pipelining);
  }

  String host() {
    return url.getHost();
  }

  int port() {
    return url.getPort() < 0 ? 5432 : url.getPort();
  }

  String database() {
    return url.getPath().substring(1);
  }

  String user() {
    return part(0);
  }

  String password() {
    return part(1);
  }

  private String part(int index) {
    String[] parts = url.getRawUserInfo().split(":", 2);
    // The decoder is one of forms, where a plus is a space; in a URL it is a plus.
    return index < parts.length
        ? URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8)
        : "";
  }

  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database());
  }

  /// What the JDBC driver is told, whoever connects.
  Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.put("user", user());
    properties.put("password", password());
    properties.put("ApplicationName", APPLICATION);
    properties.put("connectTimeout", Long.toString(Math.max(1, patience.toSeconds())));
    properties.put("socketTimeout", Long.toString(statement.toSeconds() + 2));
    properties.put(
        "options",
        session().entrySet().stream()
            .map(each -> "-c " + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" ")));
    return properties;
  }

  /// Session settings that bound what a statement may do; the same for both drivers.
  Map<String, String> session() {
    return Map.of(
        "application_name", APPLICATION,
        "statement_timeout", Long.toString(statement.toMillis()),
        "lock_timeout", Long.toString(statement.toMillis() / 2),
        "idle_in_transaction_session_timeout", Long.toString(statement.toMillis() * 2));
  }
}
