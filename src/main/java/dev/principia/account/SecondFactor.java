package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.contract.Sealed;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/// The rules of the second factor that both flows share.
final class SecondFactor {
  /// A factor whose first code was right, with the codes for its loss.
  record Confirmed(long step, List<String> codes) {
    Reply reply() {
      JsonObject body = JsonObject.of("recoveryCodes", new JsonArray(codes));
      return Reply.ok(body).with("Cache-Control", "no-store");
    }
  }

  private final Sealed sealed;
  private final Clock clock;

  /// @param secret seals the stored seeds
  SecondFactor(SecretKey secret, Clock clock) {
    this.sealed = new Sealed(secret, "totp");
    this.clock = clock;
  }

  /// What has to touch one row for a sign-in whose password is right; empty when no second factor
  /// is asked for.
  Optional<Query<Boolean>> spend(Credentials who, JsonObject body) {
    if (who.factor().isEmpty()) {
      return Optional.empty();
    }
    String code = body.getString("totp", "");
    String recovery = body.getString("recoveryCode", "");
    if (code.isEmpty() && recovery.isEmpty()) {
      throw Problem.of(ProblemType.TOTP_REQUIRED, "Send the code of the second factor in `totp`.")
          .with("WWW-Authenticate", "Bearer");
    }
    if (code.isEmpty()) {
      return Optional.of(TotpSql.spendRecovery(who.id(), recovery));
    }
    TotpSql.Row row = who.factor().get();
    long step =
        open(row.sealed())
            .step(code, clock.instant(), row.last())
            .orElseThrow(SessionReplies::refused);
    return Optional.of(TotpSql.spend(who.id(), step));
  }

  Buffer seal(Totp totp) {
    return sealed.seal(totp.secret());
  }

  private Totp open(Buffer stored) {
    return new Totp(Buffer.buffer(Base32.decode(sealed.open(stored))));
  }

  /// @param email empty when there is a confirmed factor already
  Reply started(Totp totp, Optional<String> email) {
    String address = email.orElseThrow(SecondFactor::enabled);
    JsonObject body = JsonObject.of("secret", totp.secret(), "uri", totp.uri(address));
    return Reply.created(body).with("Cache-Control", "no-store");
  }

  /// What the first code comes to.
  Confirmed confirmed(Call call, Optional<TotpSql.Row> found) {
    TotpSql.Row row = found.orElseThrow(Problem::notFound);
    if (row.confirmed()) {
      throw enabled();
    }
    long step =
        open(row.sealed())
            .step(call.body().getString("code"), clock.instant(), row.last())
            .orElseThrow(SecondFactor::wrongCode);
    return new Confirmed(step, RecoveryCodes.generate());
  }

  private static Problem wrongCode() {
    String detail = "This is not the code of this moment.";
    return Problem.invalid(List.of(Defect.at("/code", "wrong-code", detail)));
  }

  private static Problem enabled() {
    return Problem.of(ProblemType.TOTP_ENABLED, "Remove the present second factor first.");
  }
}
