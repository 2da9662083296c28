package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Limiter;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.SecretKey;

/// The rules of sessions that both flows share, and what they need of the process.
public final class Sessions {
  /// What a refresh comes to. A refusal is a value here, because what it wrote must be committed.
  sealed interface Outcome {}

  record Refreshed(Reply reply) implements Outcome {}

  record Refused(Problem problem) implements Outcome {}

  private final Passwords passwords;
  private final Snapshot snapshot;
  private final SecretKey secret;
  private final Clock clock;
  private final SessionReplies replies;
  private final SignInThrottle throttle;
  private final SecondFactor factor;

  /// @param secret derives the successors of refresh tokens
  /// @param limiter counts sign-ins that fail
  /// @param exhausted is told which budget of failures is used up
  public Sessions(
      Passwords passwords,
      Snapshot snapshot,
      SecretKey secret,
      Limiter limiter,
      Clock clock,
      Consumer<String> exhausted) {
    this.passwords = passwords;
    this.snapshot = snapshot;
    this.secret = secret;
    this.clock = clock;
    this.throttle = new SignInThrottle(limiter, clock, exhausted);
    this.factor = new SecondFactor(secret, clock);
    this.replies = new SessionReplies(new Tokens(snapshot, clock), secret);
  }

  /// Removes sessions that have been over for a day.
  public static Query<Boolean> purge() {
    return SessionSql.purge();
  }

  /// Removes what was kept of the sessions of deleted accounts.
  public static Query<Boolean> purgeEnded() {
    return SessionSql.purgeEnded();
  }

  /// Removes keys that no valid token was signed with.
  public static Query<Boolean> purgeKeys() {
    return KeySql.purge();
  }

  SignInThrottle throttle() {
    return throttle;
  }

  Passwords passwords() {
    return passwords;
  }

  SecondFactor factor() {
    return factor;
  }

  SessionReplies replies() {
    return replies;
  }

  /// The refresh token that the call presents, when it is one of ours.
  Optional<RefreshToken> token(Call call) {
    return RefreshToken.parse(call.body().getString("refreshToken"), secret);
  }

  Rotation rotation(RefreshToken token, SessionRow session) {
    return Rotation.of(token, token.successor(secret), session, clock.instant());
  }

  Outcome refreshed(SessionRow session, RefreshToken successor) {
    return new Refreshed(replies.refreshed(session.account(), successor));
  }

  /// The family ends here at once, and on other instances when they next look.
  Outcome ended(SessionRow session) {
    snapshot.revoke(session.id());
    return new Refused(SessionReplies.reused());
  }

  /// Ends them here at once; what is stored of them is told to other instances.
  void end(List<UUID> ended) {
    ended.forEach(snapshot::revoke);
  }

  Reply revoked(Call call, UUID session) {
    return revoked(call, List.of(session));
  }

  /// A browser that has ended its own session forgets the cookie of it.
  Reply revoked(Call call, List<UUID> ended) {
    end(ended);
    boolean own = call.caller().session().filter(ended::contains).isPresent();
    return own ? SessionCookie.clear(Reply.empty(204)) : Reply.empty(204);
  }
}
