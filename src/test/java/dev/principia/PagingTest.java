package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.db.BlockingDb;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class PagingTest {
  private static final List<String> SORTS = List.of("title", "-title", "createdAt", "-createdAt");

  private static final int MOST_DISTURBED = 20;

  private final Api api;

  PagingTest(Server server) {
    this.api = server.api();
  }

  @Test
  @Proves("10.5")
  @Proves("27.6")
  void pagesHaveNoGapAndNoDoubleWhileRowsComeAndGo() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      UUID owner = owner(database.db());
      for (String sort : SORTS) {
        List<String> stable = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
          stable.add(insert(database.db(), owner, random));
        }
        List<String> seen = walk(database.db(), owner, random, sort);
        assertEquals(seen.size(), new HashSet<>(seen).size(), "a double; seed " + seed);
        assertTrue(seen.containsAll(stable), "a gap; seed " + seed);
      }
    }
  }

  /// All ids in page order; between two pages a row is inserted somewhere and another deleted.
  private List<String> walk(BlockingDb db, UUID owner, Random random, String sort) {
    List<String> seen = new ArrayList<>();
    String next = Api.V1 + "/courses?limit=" + (1 + random.nextInt(9)) + "&sort=" + sort;
    for (int disturbed = 0; ; disturbed++) {
      Api.Answer page = api.get(next).is(200);
      CoursesApiTest.objects(page.json(), "items").forEach(each -> seen.add(each.getString("id")));
      assertEquals(page.header("Link").isPresent(), page.json().containsKey("nextCursor"));
      if (page.header("Link").isEmpty()) {
        return seen;
      }
      String link = page.need("Link");
      next = link.substring(1, link.indexOf('>'));
      assertTrue(next.contains("sort=" + sort) && next.contains("limit="), next);
      if (disturbed >= MOST_DISTURBED) {
        continue; // or the end would never be reached when every page gets a new row behind it
      }
      String passing = insert(db, owner, random);
      if (random.nextBoolean()) {
        db.work(
            tx ->
                tx.run(
                    Query.command("delete from courses where id = $1", UUID.fromString(passing))));
      }
    }
  }

  @Test
  @Proves("10.5")
  void aCursorThatWasTamperedWithIsRefused() {
    try (Database database = new Database(Services.shared().config(Map.of()))) {
      UUID owner = owner(database.db());
      insert(database.db(), owner, new Random());
      insert(database.db(), owner, new Random());
    }
    String cursor = api.get(Api.V1 + "/courses?limit=1&sort=title").json().getString("nextCursor");
    api.get(Api.V1 + "/courses?limit=1&sort=title&cursor=" + cursor).is(200);
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
      api.get(Api.V1 + "/courses?sort=title&cursor=" + changed).problem(400, "malformed-request");
    }
    api.get(Api.V1 + "/courses?sort=createdAt&cursor=" + cursor).problem(400, "malformed-request");
  }

  @Test
  void theLongestTitleIsFollowedByTheNextPage() {
    Person ada = Person.signedUp(api);
    String word = UUID.randomUUID().toString();
    String title = word + "😀".repeat(200 - word.length());
    for (int i = 0; i < 2; i++) {
      ada.post("/courses", JsonObject.of("title", title)).is(201);
    }
    String page = "/courses?sort=title&limit=1&q=" + word;
    String cursor = ada.get(page).is(200).json().getString("nextCursor");
    JsonObject last = ada.get(page + "&cursor=" + cursor).is(200).json();
    assertEquals(1, last.getJsonArray("items").size());
    assertTrue(last.getString("nextCursor", "").isEmpty());
  }

  private static UUID owner(BlockingDb db) {
    return db.work(
        tx ->
            tx.only(
                Query.of(
                    "select id from accounts where email = $1",
                    row -> row.get(UUID.class, "id"),
                    Services.shared().credential("admin", "email"))));
  }

  /// A public course with a random title, of which some are alike.
  private static String insert(BlockingDb db, UUID owner, Random random) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    db.work(
        tx ->
            tx.run(
                Query.command(
                    """
                    insert into courses (id, slug, title, visibility, owner_id, created_at)
                    values ($1, $2, $3, 'public', $4, now() - make_interval(secs => $5))
                    """,
                    id,
                    "paging-" + id,
                    "Paging " + (char) ('A' + random.nextInt(6)),
                    owner,
                    (double) random.nextInt(5))));
    return id.toString();
  }
}
