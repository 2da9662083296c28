package dev.principia.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who is present where, over all instances: each tells its own people again and again, and whoever
/// is not told again is soon forgotten, so that an instance that dies leaves nobody behind. Times
/// are those of Redis: no instance's clock counts. One exchange at a time.
public final class ReactivePresence {
  private static final String KEY = "principia:present:";

  /// How long somebody is present after he was told last.
  private static final Duration LASTING = Duration.ofSeconds(6);

  private final ReactiveRedis redis;
  private final String instance = UUID.randomUUID().toString();
  private Map<UUID, Set<UUID>> told = Map.of();

  public ReactivePresence(ReactiveRedis redis) {
    this.redis = redis;
  }

  /// Tells who is present here and learns how many are present in all.
  ///
  /// @param present the accounts of each room
  /// @param asked the rooms that somebody wants to know of
  public Future<Map<UUID, Integer>> exchange(Map<UUID, Set<UUID>> present, Set<UUID> asked) {
    if (present.isEmpty() && asked.isEmpty() && told.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    List<UUID> rooms = List.copyOf(asked);
    return redis
        .answers(List.of(Request.cmd(Command.TIME)))
        .map(time -> millis(time.getFirst()))
        .compose(now -> redis.answers(requests(present, rooms, now)))
        .onSuccess(done -> told = present)
        .map(
            answers ->
                counts(rooms, answers.subList(answers.size() - rooms.size(), answers.size())));
  }

  private List<Request> requests(Map<UUID, Set<UUID>> present, List<UUID> asked, long now) {
    List<Request> requests = new ArrayList<>();
    gone(present)
        .forEach(
            (room, accounts) ->
                accounts.forEach(
                    account ->
                        requests.add(
                            Request.cmd(Command.ZREM).arg(KEY + room).arg(member(account)))));
    present.forEach((room, accounts) -> tell(room, accounts, now, requests));
    for (UUID room : asked) {
      requests.add(Request.cmd(Command.ZRANGE).arg(KEY + room).arg(now).arg("+inf").arg("BYSCORE"));
    }
    return requests;
  }

  private Map<UUID, Set<UUID>> gone(Map<UUID, Set<UUID>> present) {
    Map<UUID, Set<UUID>> gone = new HashMap<>();
    told.forEach(
        (room, accounts) -> {
          Set<UUID> left = new HashSet<>(accounts);
          left.removeAll(present.getOrDefault(room, Set.of()));
          gone.put(room, left);
        });
    return gone;
  }

  private void tell(UUID room, Set<UUID> accounts, long now, List<Request> requests) {
    String key = KEY + room;
    requests.add(Request.cmd(Command.ZREMRANGEBYSCORE).arg(key).arg("-inf").arg("(" + now));
    Request add = Request.cmd(Command.ZADD).arg(key);
    accounts.forEach(account -> add.arg(now + LASTING.toMillis()).arg(member(account)));
    requests.add(add);
    requests.add(Request.cmd(Command.PEXPIRE).arg(key).arg(2 * LASTING.toMillis()));
  }

  /// One account may be present at several instances.
  private String member(UUID account) {
    return account + " " + instance;
  }

  private static Map<UUID, Integer> counts(List<UUID> rooms, List<Optional<Response>> answers) {
    Map<UUID, Integer> counts = new HashMap<>();
    for (int i = 0; i < rooms.size(); i++) {
      Set<String> accounts = new HashSet<>();
      answers.get(i).ifPresent(all -> all.forEach(each -> accounts.add(account(each.toString()))));
      counts.put(rooms.get(i), accounts.size());
    }
    return counts;
  }

  /// Redis' clock, which answers in seconds.
  private static long millis(Optional<Response> time) {
    return 1_000 * Long.parseLong(String.valueOf(time.orElseThrow().get(0)));
  }

  private static String account(String member) {
    return member.substring(0, member.indexOf(' '));
  }
}
