package dev.principia.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Who is present in which lesson, and which lessons somebody looks at. Belongs to whoever collects
/// it, and is handed on as a whole.
final class Presences {
  private final Map<UUID, Set<UUID>> present = new HashMap<>();
  private final Set<UUID> watched = new HashSet<>();

  void add(LiveSocket socket) {
    socket
        .topics()
        .present()
        .ifPresent(
            lesson ->
                present
                    .computeIfAbsent(lesson.place().id(), none -> new HashSet<>())
                    .add(socket.account()));
  }

  void watch(UUID lesson) {
    watched.add(lesson);
  }

  static Presences together(List<Presences> parts) {
    Presences all = new Presences();
    parts.forEach(all::addAll);
    return all;
  }

  private void addAll(Presences others) {
    others.present.forEach(
        (lesson, accounts) ->
            present.computeIfAbsent(lesson, none -> new HashSet<>()).addAll(accounts));
    watched.addAll(others.watched);
  }

  /// The accounts in each lesson.
  Map<UUID, Set<UUID>> present() {
    return present;
  }

  Set<UUID> watched() {
    return watched;
  }

  /// What is known without the other instances.
  Map<UUID, Integer> counts() {
    Map<UUID, Integer> counts = new HashMap<>();
    present.forEach((lesson, accounts) -> counts.put(lesson, accounts.size()));
    return counts;
  }
}
