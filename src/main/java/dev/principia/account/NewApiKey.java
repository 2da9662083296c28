package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An API key that somebody asks for.
record NewApiKey(UUID id, String name, List<String> scopes, Optional<Instant> expiry, ApiKey key) {

  static NewApiKey of(Call call, Instant now) {
    JsonObject body = call.body();
    String name = NewAccount.name(body.getString("name"));
    Optional<Instant> expiry =
        Optional.ofNullable(body.getString("expiresAt"))
            .map(time -> OffsetDateTime.parse(time).toInstant());
    List<Defect> defects = new ArrayList<>(NewAccount.nameDefects(name));
    if (expiry.isPresent() && !expiry.get().isAfter(now)) {
      defects.add(Defect.at("/expiresAt", "not-in-the-future", "Must be in the future."));
    }
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
    List<String> scopes =
        body.getJsonArray("scopes").stream().map(Object::toString).sorted().toList();
    return new NewApiKey(
        UuidCreator.getTimeOrderedEpoch(), name, scopes, expiry, ApiKey.generate());
  }

  Query<JsonObject> insert(Call call) {
    return ApiKeySql.insert(
        id, call.caller().id(), name, key, scopes.toArray(String[]::new), expiry);
  }

  /// The only answer that holds the secret.
  ///
  /// @param stored empty when the account has as many keys as it may
  Reply created(Optional<JsonObject> stored) {
    JsonObject json =
        stored.orElseThrow(
            () ->
                Problem.of(
                    ProblemType.TOO_MANY_API_KEYS, "An account may have 50 API keys at a time."));
    return Reply.created(json.put("secret", key.text())).with("Cache-Control", "no-store");
  }
}
