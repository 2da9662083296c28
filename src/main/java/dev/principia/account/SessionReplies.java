package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/// What sessions look like from outside; the same for both flows.
final class SessionReplies {
  private final Tokens tokens;
  private final SecretKey secret;

  SessionReplies(Tokens tokens, SecretKey secret) {
    this.tokens = tokens;
    this.secret = secret;
  }

  Reply opened(Call call, JsonObject account, RefreshToken token) {
    return call.flag("cookie") ? cookie(account, token) : pair(201, account, token);
  }

  /// A browser keeps the secret where scripts do not reach it; the body holds none.
  private Reply cookie(JsonObject account, RefreshToken token) {
    SessionCookie cookie = new SessionCookie(token);
    JsonObject body =
        JsonObject.of("tokenType", "Cookie", "csrfToken", cookie.csrf(secret), "account", account);
    Reply reply = new Reply.Json(201, body, List.of()).with("Cache-Control", "no-store");
    return cookie.set(reply, secret);
  }

  /// Refuses to hand a cookie to a page of another site, or where a browser would not keep it.
  static void requireCookiesFit(Call call) {
    if (!call.flag("cookie")) {
      return;
    }
    if (!call.optionalText("Sec-Fetch-Site").map(SessionCookie.OWN_PAGES::contains).orElse(true)) {
      throw SessionCookie.crossSite();
    }
    if (!call.client().secure()) {
      throw Problem.of(
          ProblemType.SECURE_TRANSPORT_REQUIRED,
          "Sign in by HTTPS or on this very machine, or without `cookie=true`.");
    }
  }

  Reply refreshed(JsonObject account, RefreshToken refresh) {
    return pair(200, account, refresh);
  }

  private Reply pair(int status, JsonObject account, RefreshToken refresh) {
    UUID id = UUID.fromString(account.getString("id"));
    boolean admin = account.getString("role").equals("admin");
    JsonObject body =
        JsonObject.of(
            "accessToken", tokens.issue(id, refresh.session(), admin),
            "tokenType", "Bearer",
            "expiresIn", Tokens.LIFETIME.toSeconds(),
            "refreshToken", refresh.text(secret),
            "account", account);
    return new Reply.Json(status, body, List.of()).with("Cache-Control", "no-store");
  }

  /// @param current the caller's own session
  static Reply list(List<JsonObject> sessions, Optional<UUID> current) {
    String own = current.map(UUID::toString).orElse("");
    sessions.forEach(each -> each.put("current", each.getString("id").equals(own)));
    return Reply.ok(JsonObject.of("items", new JsonArray(sessions)));
  }

  /// One answer for an unknown address and for a wrong password.
  static Problem refused() {
    return Problem.of(ProblemType.BAD_CREDENTIALS, "The e-mail address or the password is wrong.")
        .with("WWW-Authenticate", "Bearer");
  }

  static boolean isRefused(Throwable failure) {
    return failure instanceof Problem problem && problem.type() == ProblemType.BAD_CREDENTIALS;
  }

  /// @param rows how many rows the code of a second factor touched
  static boolean requireSpent(int rows) {
    if (rows != 1) {
      throw refused();
    }
    return true;
  }

  /// @param rows how many rows the new session touched: none when its account was disabled
  ///   meanwhile
  static boolean requireOpened(int rows) {
    return requireSpent(rows);
  }

  /// @param recent whether the session was opened a moment ago; empty when there is none
  static boolean requireRecent(Optional<Boolean> recent) {
    if (!recent.orElse(false)) {
      throw Problem.of(
          ProblemType.RECENT_SIGN_IN_REQUIRED, "Sign in again, and repeat this within 5 minutes.");
    }
    return true;
  }

  static Problem reused() {
    return Problem.of(
            ProblemType.REFRESH_REUSED,
            "This refresh token was used before; the session has been ended. Sign in again.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  static Problem unknown() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED, "This refresh token is not valid; sign in again.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
