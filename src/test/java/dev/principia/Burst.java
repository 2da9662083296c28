package dev.principia;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Requests that were sent at once.
record Burst(List<CompletableFuture<Api.Answer>> answers) {
  private static final String COURSES = Api.V1 + "/courses";
  private static final String ACCOUNTS = Api.V1 + "/accounts";

  /// So many readers of the list of courses.
  static Burst reading(Api api, int count) {
    return of(count, () -> api.sendAsync("GET", COURSES, BodyPublishers.noBody()));
  }

  /// So many new accounts.
  static Burst creating(Api api, int count) {
    return of(
        count,
        () ->
            api.sendAsync(
                "POST",
                ACCOUNTS,
                BodyPublishers.ofString(account().encode()),
                "Content-Type",
                "application/json"));
  }

  private static Burst of(int count, Supplier<CompletableFuture<Api.Answer>> request) {
    return new Burst(Stream.generate(request).limit(count).toList());
  }

  /// An account that nobody has.
  static JsonObject account() {
    return JsonObject.of(
        "email", UUID.randomUUID() + "@example.org",
        "name", "Ada",
        "password", "a long enough passphrase");
  }

  /// The answers that are here.
  List<Api.Answer> done() {
    return answers.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
  }

  /// All answers, waited for.
  List<Api.Answer> all() {
    return answers.stream().map(CompletableFuture::join).toList();
  }
}
