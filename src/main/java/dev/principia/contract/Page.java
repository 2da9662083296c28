package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// One page of a list: at most `limit` items and, when there are more, where to continue.
public final class Page {
  private Page() {}

  /// The sort keys that the call's page follows.
  ///
  /// @param list the name of this list, see [#reply]
  /// @param beginning keys before the first row
  public static List<String> after(
      Call call, Cursors cursors, String list, List<String> beginning) {
    return call.optionalText("cursor").map(each -> cursors.read(list, each)).orElse(beginning);
  }

  /// @param call the call that asked for the list; its parameters are repeated in the `next` link
  /// @param list the name of this list in this order; its cursors are good for nothing else
  /// @param rows up to one row more than `limit`
  /// @param keys the sort keys of a row
  public static Reply reply(
      Call call,
      Cursors cursors,
      String list,
      List<JsonObject> rows,
      Function<JsonObject, List<String>> keys) {
    int limit = (int) call.integer("limit");
    boolean more = rows.size() > limit;
    return reply(call, cursors, list, more ? rows.subList(0, limit) : rows, more, keys);
  }

  /// The same for items of which some other way tells that there are more.
  ///
  /// @param items what the page holds
  public static Reply reply(
      Call call,
      Cursors cursors,
      String list,
      List<JsonObject> items,
      boolean more,
      Function<JsonObject, List<String>> keys) {
    JsonObject page = JsonObject.of("items", new JsonArray(items));
    if (!more) {
      return Reply.ok(page);
    }
    String next = cursors.after(list, keys.apply(items.getLast()));
    return Reply.ok(page.put("nextCursor", next)).with("Link", link(call, next));
  }

  private static String link(Call call, String cursor) {
    Map<String, Object> parameters = new TreeMap<>(call.parameters());
    parameters.put("cursor", cursor);
    StringBuilder link = new StringBuilder("<").append(call.path());
    char separator = '?';
    for (Map.Entry<String, Object> each : parameters.entrySet()) {
      if (call.operation().isQuery(each.getKey())) {
        link.append(separator).append(each.getKey()).append('=').append(encoded(each.getValue()));
        separator = '&';
      }
    }
    return link.append(">; rel=\"next\"").toString();
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }
}
