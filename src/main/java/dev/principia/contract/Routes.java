package dev.principia.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds operations by method and path. Fixed segments win over parameters, so `/lessons/next` is
/// never taken for a lesson.
final class Routes {
  private record Template(List<String> segments, SortedMap<String, Operation> byMethod) {
    boolean fits(List<String> path) {
      if (segments.size() != path.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        boolean any = segments.get(i).startsWith("{") && !path.get(i).isEmpty();
        if (!any && !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    long parameters() {
      return segments.stream().filter(segment -> segment.startsWith("{")).count();
    }
  }

  private final List<Template> templates;

  Routes(Collection<Operation> operations) {
    SortedMap<String, Template> byPath = new TreeMap<>();
    for (Operation operation : operations) {
      byPath
          .computeIfAbsent(
              operation.path(),
              path -> new Template(List.of(path.substring(1).split("/", -1)), new TreeMap<>()))
          .byMethod()
          .put(operation.method(), operation);
    }
    templates = new ArrayList<>(byPath.values());
    templates.sort(Comparator.comparingLong(Template::parameters));
  }

  Route find(String method, String path) {
    Optional<List<String>> segments = Percent.segments(path);
    if (segments.isEmpty()) {
      return new Route.Hostile();
    }
    Optional<List<String>> below = below(segments.get());
    Optional<Template> template = below.flatMap(this::template);
    if (template.isPresent()) {
      return route(method, template.get(), below.get());
    }
    String canonical = canonical(path);
    return !canonical.equals(path) && find(method, canonical) instanceof Route.Found
        ? new Route.Moved(canonical)
        : new Route.Missing();
  }

  private static Optional<List<String>> below(List<String> segments) {
    return segments.size() > 2 && segments.get(0).equals("api") && segments.get(1).equals("v1")
        ? Optional.of(segments.subList(2, segments.size()))
        : Optional.empty();
  }

  private Optional<Template> template(List<String> path) {
    return templates.stream().filter(template -> template.fits(path)).findFirst();
  }

  private static Route route(String method, Template template, List<String> segments) {
    Optional<Operation> operation =
        Optional.ofNullable(template.byMethod().get(method.equals("HEAD") ? "GET" : method));
    return operation.isPresent()
        ? new Route.Found(operation.get(), segments)
        : new Route.OtherMethods(allowed(template));
  }

  private static SortedSet<String> allowed(Template template) {
    SortedSet<String> allowed = new TreeSet<>(template.byMethod().keySet());
    allowed.add("OPTIONS");
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed;
  }

  private static String canonical(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
