package dev.principia.account;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.AuditSql;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What administrators do about accounts, on a thread that may wait.
public final class BlockingAdmin {
  private final BlockingDb db;
  private final Sessions sessions;
  private final KnownCredentials known;
  private final AdminPages pages;

  public BlockingAdmin(BlockingDb db, Sessions sessions, KnownCredentials known, Cursors cursors) {
    this.db = db;
    this.sessions = sessions;
    this.known = known;
    this.pages = new AdminPages(cursors);
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "listAccounts", this::accounts, "updateAccount", this::update, "listAudit", this::audit);
  }

  private Reply accounts(Call call) {
    return pages.page(call, db.list(call, AdminSql.accounts(call, pages.before(call))));
  }

  private Reply audit(Call call) {
    return pages.page(call, db.list(call, AdminSql.audit(call, pages.before(call))));
  }

  private Reply update(Call call) {
    UUID account = UUID.fromString(call.text("account"));
    Reply reply =
        db.transaction(
            call,
            tx -> {
              var found = tx.one(AdminSql.lock(account)).orElseThrow(Problem::notFound);
              AdminAccount.Change change = found.patched(call);
              return reply(change.isNone() ? change.before() : save(tx, call, change));
            });
    known.removeAccount(account);
    return reply;
  }

  private AdminAccount save(BlockingTx tx, Call call, AdminAccount.Change change) {
    AdminAccount saved = tx.only(AdminSql.save(change.after()));
    for (String event : change.events()) {
      tx.run(AuditSql.add(event, Optional.of(saved.id()), call, change.detail(call)));
    }
    if (change.endsSessions()) {
      List<UUID> ended = tx.list(SessionSql.revokeAll(saved.id()));
      sessions.end(ended);
    }
    return saved;
  }

  private static Reply reply(AdminAccount account) {
    return Reply.ok(account.json()).etag(Long.toString(account.version()));
  }
}
