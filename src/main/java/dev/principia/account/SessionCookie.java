package dev.principia.account;

import dev.principia.contract.Client;
import dev.principia.contract.Digests;
import dev.principia.contract.Head;
import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.contract.Reply;
import dev.principia.db.Query;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/// The credential of a browser: a cookie that scripts cannot read and that the browser sends by
/// itself, wherever the request comes from. What it signs must therefore prove that it comes from a
/// page of this site: by the browser's own word (Fetch Metadata) and by a token that only such a
/// page can read.
///
/// The name's prefix makes browsers refuse the cookie unless it is secure and for this host alone
/// (RFC 6265bis, 4.1.3.2).
record SessionCookie(RefreshToken token) implements Credential {
  static final String NAME = "__Host-sid";
  static final String CSRF_NAME = "__Host-csrf";

  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String HIDDEN = "; HttpOnly; SameSite=Lax";
  private static final String READABLE = "; SameSite=Strict";
  private static final Duration LIFETIME = Duration.ofDays(60);
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  /// The cookie of a request, if it sends one; a 401 when it is none of ours.
  static Optional<SessionCookie> of(Head head, SecretKey secret) {
    Optional<String> header = head.header("Cookie");
    if (header.isEmpty() || !header.get().contains(NAME)) {
      return Optional.empty();
    }
    List<String> values = values(header.get());
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        RefreshToken.parse(values.getFirst(), secret)
            .filter(token -> values.size() == 1)
            .map(SessionCookie::new)
            .orElseThrow(SessionCookie::over));
  }

  private static List<String> values(String header) {
    List<String> values = new ArrayList<>(1);
    for (String pair : header.split("[;,]", -1)) {
      String each = pair.strip();
      if (each.startsWith(NAME + "=")) {
        values.add(each.substring(NAME.length() + 1));
      }
    }
    return values;
  }

  /// Refuses a change that is not known to come from a page of this site.
  void checkOrigin(Head head, SecretKey secret) {
    if (SAFE.contains(head.method())) {
      return;
    }
    boolean own = head.header("Sec-Fetch-Site").map(OWN_PAGES::contains).orElse(true);
    byte[] sent = head.header(CSRF_HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] wanted = csrf(secret).getBytes(StandardCharsets.UTF_8);
    if (!own || !MessageDigest.isEqual(sent, wanted)) {
      throw crossSite();
    }
  }

  static Problem crossSite() {
    return Problem.of(
        ProblemType.CROSS_SITE_REQUEST,
        "Send the session's `csrfToken` in `" + CSRF_HEADER + "`, from a page of this site.");
  }

  /// What only a page of this site can know of the session.
  String csrf(SecretKey secret) {
    byte[] token = Digests.hmac(secret, "csrf token", token().secret().getBytes());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// The reply that hands the cookies out.
  Reply set(Reply reply, SecretKey secret) {
    long age = LIFETIME.toSeconds();
    return reply
        .with("Set-Cookie", cookie(NAME, token.text(secret), age, HIDDEN))
        .with("Set-Cookie", cookie(CSRF_NAME, csrf(secret), age, READABLE));
  }

  /// The reply that makes a browser forget them.
  static Reply clear(Reply reply) {
    return reply
        .with("Set-Cookie", cookie(NAME, "", 0, HIDDEN))
        .with("Set-Cookie", cookie(CSRF_NAME, "", 0, READABLE));
  }

  private static String cookie(String name, String value, long age, String more) {
    return name + '=' + value + "; Path=/; Max-Age=" + age + "; Secure" + more;
  }

  @Override
  public Buffer hash() {
    return token.hash();
  }

  @Override
  public Query<Found> find() {
    return SessionSql.ofCookie(token);
  }

  @Override
  public Query<Boolean> used(Client client) {
    return SessionSql.seen(token.session(), client);
  }

  @Override
  public Problem refused() {
    return over();
  }

  private static Problem over() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED,
            "The session of the cookie `" + NAME + "` is over: sign in again.")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"")
        .with("Set-Cookie", cookie(NAME, "", 0, HIDDEN));
  }
}
