package dev.principia.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.Query;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Sessions on the event loop: sign in, refresh, list, sign out.
public final class ReactiveSessions {
  private final Vertx vertx;
  private final ReactiveDb db;
  private final Sessions sessions;

  public ReactiveSessions(Vertx vertx, ReactiveDb db, Sessions sessions) {
    this.vertx = vertx;
    this.db = db;
    this.sessions = sessions;
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "createSession", this::create,
        "refreshSession", this::refresh,
        "listSessions", this::list,
        "deleteSession", this::delete,
        "deleteCurrentSession", this::deleteCurrent,
        "deleteSessions", this::deleteAll);
  }

  /// The password is checked before the transaction begins: no connection waits for it.
  private Future<Reply> create(Call call) {
    SessionReplies.requireCookiesFit(call);
    String email = NewAccount.email(call.body().getString("email"));
    return db.one(call, AccountSql.credentials(email, call.client().address()))
        .compose(found -> checked(call, found))
        .compose(
            who ->
                renewed(call, who)
                    .compose(signIn -> admit(call, signIn))
                    .recover(failure -> noted(call, who, failure)))
        .onSuccess(opened -> sessions.throttle().succeeded(call));
  }

  private Future<Reply> admit(Call call, SignIn signIn) {
    Optional<Query<Boolean>> spend = sessions.factor().spend(signIn.who(), call.body());
    return db.transaction(call, tx -> spend(tx, spend).compose(done -> open(tx, call, signIn)));
  }

  private static Future<Boolean> spend(ReactiveTx tx, Optional<Query<Boolean>> spend) {
    return spend
        .map(query -> tx.run(query).map(SessionReplies::requireSpent))
        .orElse(Future.succeededFuture(true));
  }

  private Future<Reply> noted(Call call, Credentials who, Throwable failure) {
    return SessionReplies.isRefused(failure)
        ? refuse(call, Optional.of(who.id()))
        : Future.failedFuture(failure);
  }

  private Future<SignIn> renewed(Call call, Credentials who) {
    if (!Passwords.isOutdated(who.hash())) {
      return Future.succeededFuture(new SignIn(who, Optional.empty()));
    }
    String password = NewAccount.password(call.body().getString("password"));
    return Future.fromCompletionStage(
            sessions.passwords().hash(password), vertx.getOrCreateContext())
        .map(hash -> new SignIn(who, Optional.of(hash)));
  }

  private Future<Credentials> checked(Call call, Optional<Credentials> found) {
    sessions.throttle().begin(call, found.map(Credentials::knownHere).orElse(false));
    String password = NewAccount.password(call.body().getString("password"));
    String hash = found.map(Credentials::hash).orElse(Passwords.NOBODY);
    return Future.fromCompletionStage(
            sessions.passwords().matches(password, hash), vertx.getOrCreateContext())
        .compose(
            matches ->
                found
                    .filter(who -> matches && !who.disabled())
                    .map(Future::succeededFuture)
                    .orElseGet(() -> refuse(call, found.map(Credentials::id))));
  }

  private <T> Future<T> refuse(Call call, Optional<UUID> account) {
    sessions.throttle().failed(call);
    return db.work(tx -> tx.run(AuditSql.add("session.refused", account, call)))
        .compose(logged -> Future.failedFuture(SessionReplies.refused()));
  }

  private Future<Reply> open(ReactiveTx tx, Call call, SignIn signIn) {
    UUID id = signIn.who().id();
    RefreshToken token = RefreshToken.first(UuidCreator.getTimeOrderedEpoch());
    return renew(tx, signIn)
        .compose(done -> tx.run(SessionSql.insert(id, token, call)))
        .map(SessionReplies::requireOpened)
        .compose(done -> tx.run(AuditSql.add("session.opened", Optional.of(id), call)))
        .map(done -> sessions.replies().opened(call, signIn.who().account(), token));
  }

  private static Future<Integer> renew(ReactiveTx tx, SignIn signIn) {
    return signIn
        .renewed()
        .map(hash -> tx.run(AccountSql.replaceHash(signIn.who(), hash)))
        .orElse(Future.succeededFuture(0));
  }

  /// A reused token ends its family, which must outlive the refusal: the transaction commits and
  /// answers the refusal, which is thrown afterwards.
  private Future<Reply> refresh(Call call) {
    Optional<RefreshToken> token = sessions.token(call);
    if (token.isEmpty()) {
      return Future.failedFuture(SessionReplies.unknown());
    }
    return db.work(tx -> refresh(tx, call, token.get()))
        .compose(
            outcome ->
                switch (outcome) {
                  case Sessions.Refreshed refreshed -> Future.succeededFuture(refreshed.reply());
                  case Sessions.Refused refused -> Future.failedFuture(refused.problem());
                });
  }

  private Future<Sessions.Outcome> refresh(ReactiveTx tx, Call call, RefreshToken token) {
    return tx.one(SessionSql.lock(token.session()))
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Future.succeededFuture(new Sessions.Refused(SessionReplies.unknown()));
              }
              return apply(tx, call, found.get(), sessions.rotation(token, found.get()));
            });
  }

  private Future<Sessions.Outcome> apply(
      ReactiveTx tx, Call call, SessionRow session, Rotation rotation) {
    return switch (rotation) {
      case Rotation.Rotate rotate ->
          tx.run(SessionSql.rotate(rotate.successor(), call))
              .map(done -> sessions.refreshed(session, rotate.successor()));
      case Rotation.Repeat repeat ->
          Future.succeededFuture(sessions.refreshed(session, repeat.successor()));
      case Rotation.Reused reused ->
          tx.run(SessionSql.revokeFamily(session.id()))
              .compose(done -> tx.run(AuditSql.add("session.reused", session.owner(), call)))
              .map(done -> sessions.ended(session));
      case Rotation.Unknown unknown ->
          Future.succeededFuture(new Sessions.Refused(SessionReplies.unknown()));
    };
  }

  private Future<Reply> list(Call call) {
    return db.list(call, SessionSql.list(call.caller().id()))
        .map(all -> SessionReplies.list(all, call.caller().session()));
  }

  private Future<Reply> delete(Call call) {
    return revoke(call, UUID.fromString(call.text("session")));
  }

  private Future<Reply> deleteCurrent(Call call) {
    return revoke(call, call.caller().session().orElseThrow(Problem::notFound));
  }

  private Future<Reply> revoke(Call call, UUID session) {
    return db.transaction(
        call,
        tx ->
            tx.one(SessionSql.revoke(call.caller().id(), session))
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(id -> tx.run(AuditSql.add("session.ended", call.caller().account(), call)))
                .map(done -> sessions.revoked(call, session)));
  }

  private Future<Reply> deleteAll(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.list(SessionSql.revokeAll(call.caller().id()))
                .compose(
                    ended ->
                        tx.run(AuditSql.add("sessions.ended", call.caller().account(), call))
                            .map(done -> sessions.revoked(call, ended))));
  }
}
