package dev.principia.account;

import dev.principia.contract.Caller;
import dev.principia.contract.Client;
import dev.principia.contract.Problem;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/// What a request presents that does not speak for itself: it has to be looked up.
sealed interface Credential permits ApiKey, SessionCookie {
  /// Who it stands for.
  ///
  /// @param id of the API key or the session
  /// @param due whether its use has to be noted
  record Found(UUID id, Caller caller, boolean due) {}

  /// What is stored of it.
  Buffer hash();

  /// What it stands for, when it is valid.
  Query<Found> find();

  /// Notes that it was used, from where.
  Query<Boolean> used(Client client);

  /// The answer when it is not valid.
  Problem refused();
}
