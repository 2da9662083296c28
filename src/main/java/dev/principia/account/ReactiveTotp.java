package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.ReactiveDb;
import dev.principia.db.ReactiveTx;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/// The second factor of one's own account, on the event loop.
public final class ReactiveTotp {
  private final ReactiveDb db;
  private final SecondFactor factor;

  public ReactiveTotp(ReactiveDb db, Sessions sessions) {
    this.db = db;
    this.factor = sessions.factor();
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "createTotp", this::create, "confirmTotp", this::confirm, "deleteTotp", this::delete);
  }

  private Future<Reply> create(Call call) {
    Totp totp = Totp.generate();
    return db.transaction(
        call,
        tx ->
            tx.one(TotpSql.start(call.caller().id(), factor.seal(totp)))
                .map(email -> factor.started(totp, email)));
  }

  private Future<Reply> confirm(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(TotpSql.lock(call.caller().id()))
                .map(found -> factor.confirmed(call, found))
                .compose(confirmed -> store(tx, call, confirmed)));
  }

  private static Future<Reply> store(ReactiveTx tx, Call call, SecondFactor.Confirmed confirmed) {
    UUID account = call.caller().id();
    return tx.run(TotpSql.confirm(account, confirmed.step()))
        .compose(done -> tx.run(TotpSql.codes(account, confirmed.codes())))
        .compose(done -> tx.run(AuditSql.add("totp.enabled", call)))
        .map(done -> confirmed.reply());
  }

  private Future<Reply> delete(Call call) {
    UUID here = call.caller().session().orElseThrow(AccountSql::gone);
    return db.transaction(
        call,
        tx ->
            tx.one(SessionSql.recent(here))
                .map(SessionReplies::requireRecent)
                .compose(recent -> tx.run(TotpSql.delete(call.caller().id())))
                .compose(
                    deleted ->
                        deleted == 1
                            ? tx.run(AuditSql.add("totp.disabled", call))
                            : Future.failedFuture(Problem.notFound()))
                .map(done -> Reply.empty(204)));
  }
}
