package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import dev.principia.db.Query;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Sessions on a thread that may wait: sign in, refresh, list, sign out.
public final class BlockingSessions {
  private final BlockingDb db;
  private final Sessions sessions;

  public BlockingSessions(BlockingDb db, Sessions sessions) {
    this.db = db;
    this.sessions = sessions;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "createSession", this::create,
        "refreshSession", this::refresh,
        "listSessions", this::list,
        "deleteSession", this::delete,
        "deleteCurrentSession", this::deleteCurrent,
        "deleteSessions", this::deleteAll);
  }

  /// The password is checked before the transaction begins: no connection waits for it.
  private Reply create(Call call) {
    SessionReplies.requireCookiesFit(call);
    String email = NewAccount.email(call.body().getString("email"));
    Credentials who =
        checked(call, db.one(call, AccountSql.credentials(email, call.client().address())));
    try {
      Reply opened = admit(call, renewed(call, who));
      sessions.throttle().succeeded(call);
      return opened;
    } catch (Problem refused) {
      if (SessionReplies.isRefused(refused)) {
        note(call, Optional.of(who.id()));
      }
      throw refused;
    }
  }

  private Reply admit(Call call, SignIn signIn) {
    Optional<Query<Boolean>> spend = sessions.factor().spend(signIn.who(), call.body());
    return db.transaction(
        call,
        tx -> {
          spend.ifPresent(query -> SessionReplies.requireSpent(tx.run(query)));
          return open(tx, call, signIn);
        });
  }

  private SignIn renewed(Call call, Credentials who) {
    if (!Passwords.isOutdated(who.hash())) {
      return new SignIn(who, Optional.empty());
    }
    String password = NewAccount.password(call.body().getString("password"));
    return new SignIn(who, Optional.of(sessions.passwords().hash(password).join()));
  }

  private Credentials checked(Call call, Optional<Credentials> found) {
    sessions.throttle().begin(call, found.map(Credentials::knownHere).orElse(false));
    String password = NewAccount.password(call.body().getString("password"));
    String hash = found.map(Credentials::hash).orElse(Passwords.NOBODY);
    boolean matches = sessions.passwords().matches(password, hash).join();
    Optional<Credentials> admitted = found.filter(who -> matches && !who.disabled());
    if (admitted.isPresent()) {
      return admitted.get();
    }
    note(call, found.map(Credentials::id));
    throw SessionReplies.refused();
  }

  private void note(Call call, Optional<UUID> account) {
    sessions.throttle().failed(call);
    db.work(tx -> tx.run(AuditSql.add("session.refused", account, call)));
  }

  private Reply open(BlockingTx tx, Call call, SignIn signIn) {
    UUID id = signIn.who().id();
    RefreshToken token = RefreshToken.first(UuidCreator.getTimeOrderedEpoch());
    signIn.renewed().ifPresent(hash -> tx.run(AccountSql.replaceHash(signIn.who(), hash)));
    SessionReplies.requireOpened(tx.run(SessionSql.insert(id, token, call)));
    tx.run(AuditSql.add("session.opened", Optional.of(id), call));
    return sessions.replies().opened(call, signIn.who().account(), token);
  }

  /// A reused token ends its family, which must outlive the refusal: the transaction commits and
  /// answers the refusal, which is thrown afterwards.
  private Reply refresh(Call call) {
    RefreshToken token = sessions.token(call).orElseThrow(SessionReplies::unknown);
    return switch (db.work(tx -> refresh(tx, call, token))) {
      case Sessions.Refreshed refreshed -> refreshed.reply();
      case Sessions.Refused refused -> throw refused.problem();
    };
  }

  private Sessions.Outcome refresh(BlockingTx tx, Call call, RefreshToken token) {
    Optional<SessionRow> found = tx.one(SessionSql.lock(token.session()));
    if (found.isEmpty()) {
      return new Sessions.Refused(SessionReplies.unknown());
    }
    SessionRow session = found.get();
    return switch (sessions.rotation(token, session)) {
      case Rotation.Rotate rotate -> {
        tx.run(SessionSql.rotate(rotate.successor(), call));
        yield sessions.refreshed(session, rotate.successor());
      }
      case Rotation.Repeat repeat -> sessions.refreshed(session, repeat.successor());
      case Rotation.Reused reused -> {
        tx.run(SessionSql.revokeFamily(session.id()));
        tx.run(AuditSql.add("session.reused", session.owner(), call));
        yield sessions.ended(session);
      }
      case Rotation.Unknown unknown -> new Sessions.Refused(SessionReplies.unknown());
    };
  }

  private Reply list(Call call) {
    List<JsonObject> all = db.list(call, SessionSql.list(call.caller().id()));
    return SessionReplies.list(all, call.caller().session());
  }

  private Reply delete(Call call) {
    return revoke(call, UUID.fromString(call.text("session")));
  }

  private Reply deleteCurrent(Call call) {
    return revoke(call, call.caller().session().orElseThrow(Problem::notFound));
  }

  private Reply revoke(Call call, UUID session) {
    return db.transaction(
        call,
        tx -> {
          UUID ended =
              tx.one(SessionSql.revoke(call.caller().id(), session)).orElseThrow(Problem::notFound);
          tx.run(AuditSql.add("session.ended", call.caller().account(), call));
          return sessions.revoked(call, ended);
        });
  }

  private Reply deleteAll(Call call) {
    return db.transaction(
        call,
        tx -> {
          List<UUID> ended = tx.list(SessionSql.revokeAll(call.caller().id()));
          tx.run(AuditSql.add("sessions.ended", call.caller().account(), call));
          return sessions.revoked(call, ended);
        });
  }
}
