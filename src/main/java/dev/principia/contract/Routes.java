package dev.principia.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// Finds operations by method and path. Fixed segments win over parameters, so `/lessons/next` is
/// never taken for a lesson.
final class Routes {
  private record Template(List<String> segments, SortedMap<String, Operation> byMethod) {
    boolean fits(List<String> path, BiPredicate<String, String> alike) {
      if (segments.size() != path.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        boolean fits = any(i) ? !path.get(i).isEmpty() : alike.test(segments.get(i), path.get(i));
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    private boolean any(int segment) {
      return segments.get(segment).startsWith("{");
    }

    /// The path with this template's own spelling of what is fixed; the rest is not ours to change.
    String spelled(List<String> path) {
      StringBuilder spelled = new StringBuilder(Contract.BASE);
      for (int i = 0; i < segments.size(); i++) {
        spelled.append('/').append(any(i) ? path.get(i) : segments.get(i));
      }
      return spelled.toString();
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
    Optional<List<String>> below = below(segments.get(), String::equals);
    Optional<Template> template = below.flatMap(each -> template(each, String::equals));
    return template.isPresent()
        ? route(method, template.get(), below.get())
        : canonical(path).<Route>map(Route.Moved::new).orElseGet(Route.Missing::new);
  }

  private static Optional<List<String>> below(
      List<String> segments, BiPredicate<String, String> alike) {
    return segments.size() > 2
            && alike.test("api", segments.get(0))
            && alike.test("v1", segments.get(1))
        ? Optional.of(segments.subList(2, segments.size()))
        : Optional.empty();
  }

  private Optional<Template> template(List<String> path, BiPredicate<String, String> alike) {
    return templates.stream().filter(template -> template.fits(path, alike)).findFirst();
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

  private Optional<String> canonical(String path) {
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    List<String> raw = bare.isEmpty() ? List.of() : List.of(bare.substring(1).split("/", -1));
    return below(raw, String::equalsIgnoreCase)
        .flatMap(
            below ->
                template(below, String::equalsIgnoreCase).map(template -> template.spelled(below)));
  }
}
