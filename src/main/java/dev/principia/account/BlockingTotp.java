package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.BlockingDb;
import java.util.Map;
import java.util.UUID;

/// The second factor of one's own account, on a thread that may wait.
public final class BlockingTotp {
  private final BlockingDb db;
  private final SecondFactor factor;

  public BlockingTotp(BlockingDb db, Sessions sessions) {
    this.db = db;
    this.factor = sessions.factor();
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "createTotp", this::create, "confirmTotp", this::confirm, "deleteTotp", this::delete);
  }

  private Reply create(Call call) {
    Totp totp = Totp.generate();
    return db.transaction(
        call,
        tx -> factor.started(totp, tx.one(TotpSql.start(call.caller().id(), factor.seal(totp)))));
  }

  private Reply confirm(Call call) {
    UUID account = call.caller().id();
    return db.transaction(
        call,
        tx -> {
          var confirmed = factor.confirmed(call, tx.one(TotpSql.lock(account)));
          tx.run(TotpSql.confirm(account, confirmed.step()));
          tx.run(TotpSql.codes(account, confirmed.codes()));
          tx.run(AuditSql.add("totp.enabled", call));
          return confirmed.reply();
        });
  }

  private Reply delete(Call call) {
    UUID here = call.caller().session().orElseThrow(AccountSql::gone);
    return db.transaction(
        call,
        tx -> {
          SessionReplies.requireRecent(tx.one(SessionSql.recent(here)));
          if (tx.run(TotpSql.delete(call.caller().id())) == 0) {
            throw Problem.notFound();
          }
          tx.run(AuditSql.add("totp.disabled", call));
          return Reply.empty(204);
        });
  }
}
