package dev.principia.course;

import dev.principia.contract.Call;
import dev.principia.db.LikePattern;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The statements that list courses: one constant text for each order and set of filters, so that
/// each has a plan of its own and nothing that a client sends becomes part of a statement.
final class CatalogueSql {
  private static final String LISTED =
      """
      select c.id, c.slug, c.title, c.summary, c.tags, c.visibility, c.status, c.created_at,
             c.updated_at, a.id as owner_id, a.name as owner_name,
             (select count(*)::int from lessons l where l.course_id = c.id) as lesson_count
        from courses c join accounts a on a.id = c.owner_id
       where
      """
          + CourseRights.READ;

  private static final String TEXT = " and (c.title || ' ' || c.summary) ilike $5";
  private static final String TAG = " and c.tags @> $5";
  private static final String TEXT_AND_TAG = TEXT + " and c.tags @> $6";

  private static final String NEWEST =
      """
       and (c.created_at, c.id) < ($2, $3) order by c.created_at desc, c.id desc limit $4
      """;
  private static final String OLDEST =
      """
       and (c.created_at, c.id) > ($2, $3) order by c.created_at, c.id limit $4
      """;
  private static final String TITLE =
      """
       and (c.title collate "C", c.id) > ($2, $3) order by c.title collate "C", c.id limit $4
      """;
  private static final String TITLE_DOWN =
      """
       and (c.title collate "C", c.id) < ($2, $3) order by c.title collate "C" desc, c.id desc limit $4
      """;

  /// The statements of one order, by what they filter.
  record Order(String all, String text, String tag, String textAndTag) {}

  static final Order BY_NEWEST =
      new Order(
          LISTED + NEWEST,
          LISTED + TEXT + NEWEST,
          LISTED + TAG + NEWEST,
          LISTED + TEXT_AND_TAG + NEWEST);
  static final Order BY_OLDEST =
      new Order(
          LISTED + OLDEST,
          LISTED + TEXT + OLDEST,
          LISTED + TAG + OLDEST,
          LISTED + TEXT_AND_TAG + OLDEST);
  static final Order BY_TITLE =
      new Order(
          LISTED + TITLE,
          LISTED + TEXT + TITLE,
          LISTED + TAG + TITLE,
          LISTED + TEXT_AND_TAG + TITLE);
  static final Order BY_TITLE_DOWN =
      new Order(
          LISTED + TITLE_DOWN,
          LISTED + TEXT + TITLE_DOWN,
          LISTED + TAG + TITLE_DOWN,
          LISTED + TEXT_AND_TAG + TITLE_DOWN);

  private CatalogueSql() {}

  /// One more row than the page holds, so that the caller knows whether there is a next page.
  static Query<JsonObject> list(Call call, CourseSort sort, List<String> after) {
    Optional<String> text = call.optionalText("q").map(LikePattern::containing);
    Optional<String> tag = call.optionalText("tag").map(CatalogueSql::tag);
    List<Object> arguments = new ArrayList<>();
    arguments.add(call.caller().account());
    arguments.add(sort.isByTime() ? OffsetDateTime.parse(after.getFirst()) : after.getFirst());
    arguments.add(UUID.fromString(after.getLast()));
    arguments.add(call.integer("limit") + 1);
    text.ifPresent(arguments::add);
    tag.ifPresent(each -> arguments.add(new String[] {each}));
    return Query.of(
        statement(order(sort), text.isPresent(), tag.isPresent()),
        Course::listed,
        arguments.toArray());
  }

  private static Order order(CourseSort sort) {
    return switch (sort) {
      case NEWEST -> BY_NEWEST;
      case OLDEST -> BY_OLDEST;
      case TITLE -> BY_TITLE;
      case TITLE_DOWN -> BY_TITLE_DOWN;
    };
  }

  private static String statement(Order order, boolean text, boolean tag) {
    if (text) {
      return tag ? order.textAndTag() : order.text();
    }
    return tag ? order.tag() : order.all();
  }

  /// As tags are stored.
  private static String tag(String typed) {
    return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
  }
}
