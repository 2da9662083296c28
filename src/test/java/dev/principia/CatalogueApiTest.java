package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Finding courses.
@ParameterizedClass
@EnumSource(Server.class)
final class CatalogueApiTest {
  private final Api api;
  private final Person ada;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  CatalogueApiTest(Server server) {
    this.api = server.api();
    this.ada = Person.signedUp(api);
    make("Query plans " + mark, "", "public", "sql-" + mark);
    make("100% caching " + mark, "Nothing of a QUERY", "public", "cache-" + mark, "sql-" + mark);
    make("Private query " + mark, "", "private", "sql-" + mark);
  }

  private void make(String title, String summary, String visibility, String... tags) {
    ada.post(
            "/courses",
            JsonObject.of("title", title, "summary", summary, "visibility", visibility)
                .put("tags", new JsonArray(List.of((Object[]) tags))))
        .is(201);
  }

  @Test
  void textIsFoundInTitleAndSummaryInAnyCase() {
    assertEquals(List.of("Query plans"), titles(api.get(list("q=" + text("PLANS " + mark)))));
    assertEquals(List.of("100% caching"), titles(api.get(list("q=" + text(mark + " nothing OF")))));
  }

  @Test
  void ownCoursesAreListedForTheirOwnerOnly() {
    assertEquals(
        List.of("100% caching", "Query plans"), titles(api.get(list("sort=title&q=" + mark))));
    assertEquals(
        List.of("100% caching", "Private query", "Query plans"),
        titles(ada.get(list("sort=title&q=" + mark).substring(Api.V1.length()))));
  }

  @Test
  void tagsAndTextNarrowTogether() {
    assertEquals(
        List.of("100% caching", "Query plans"),
        titles(api.get(list("sort=title&tag=sql-" + mark))));
    assertEquals(List.of("100% caching"), titles(api.get(list("tag=cache-" + mark))));
    assertEquals(List.of("Query plans"), titles(api.get(list("tag=sql-" + mark + "&q=plans"))));
    assertEquals(List.of(), titles(api.get(list("tag=none-" + mark))));
  }

  @Test
  @Proves("12.9")
  void whatIsSqlOrAPatternToTheDatabaseIsTextHere() {
    assertEquals(
        List.of("100% caching"), titles(api.get(list("q=" + text("100% caching " + mark)))));
    for (String inert : List.of("' OR 1=1 --", "%" + mark, "_uery plans " + mark, "\\")) {
      assertEquals(List.of(), titles(api.get(list("q=" + text(inert)))), inert);
      assertEquals(List.of(), titles(api.get(list("tag=" + text(inert)))), inert);
    }
  }

  @Test
  void aPageGoesOnWithItsFiltersAndACursorIsGoodForThemOnly() {
    Api.Answer first = api.get(list("sort=title&limit=1&tag=sql-" + mark)).is(200);
    assertEquals(List.of("100% caching"), titles(first));
    String link = first.need("Link");
    Api.Answer next = api.get(link.substring(1, link.indexOf('>'))).is(200);
    assertEquals(List.of("Query plans"), titles(next));
    String cursor = first.json().getString("nextCursor");
    api.get(list("sort=title&limit=1&tag=cache-" + mark + "&cursor=" + cursor))
        .problem(400, "malformed-request");
  }

  private static String list(String query) {
    return Api.V1 + "/courses?" + query;
  }

  private static String text(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The titles without their mark.
  private List<String> titles(Api.Answer page) {
    return CoursesApiTest.objects(page.is(200).json(), "items").stream()
        .map(course -> course.getString("title").replace(" " + mark, ""))
        .toList();
  }
}
