package dev.principia.contract;

/// Every kind of problem that this API can answer with (RFC 9457), each with a page at
/// `/problems/{slug}`.
///
/// Clients tell problems apart by [#slug()]; the status is fixed per type, the title never changes.
public enum ProblemType {
  MALFORMED_REQUEST(
      400,
      "Malformed request",
      "Some part of the request cannot be read at all: broken JSON, a parameter of the wrong type,"
          + " a damaged cursor. `errors` names each such part."),
  UNAUTHENTICATED(
      401,
      "Unauthenticated",
      "The operation needs an account, or the credentials that came with the request are not"
          + " valid: expired, revoked or damaged."),
  BAD_CREDENTIALS(
      401,
      "Bad credentials",
      "The e-mail address or the password is wrong; which of them is not told."),
  TOTP_REQUIRED(
      401,
      "Second factor required",
      "The password is right, and the account asks for a second factor: send the code that the"
          + " authenticator app shows in `totp`, or a recovery code in `recoveryCode`."),
  REFRESH_REUSED(
      401,
      "Refresh token reused",
      "A refresh token was presented that had been used before. Somebody else may have it, so its"
          + " session has been ended; sign in again."),
  FORBIDDEN(403, "Forbidden", "The caller is known, and may not do this."),
  FOREIGN_ORIGIN(
      403,
      "Foreign origin",
      "A page of another site may not open this connection. Whoever runs the server can allow its"
          + " origin with `PRINCIPIA_ALLOWED_ORIGINS`."),
  CROSS_SITE_REQUEST(
      403,
      "Cross-site request",
      "A request that changes something and is signed by a cookie must come from this site's own"
          + " pages: send the `csrfToken` of the session in `X-CSRF-Token`. Requests with an access"
          + " token need none."),
  SECURE_TRANSPORT_REQUIRED(
      403,
      "Secure transport required",
      "Browsers keep the cookie of a session only when it comes by HTTPS or from this very machine"
          + " (`localhost`)."),
  RECENT_SIGN_IN_REQUIRED(
      403,
      "Recent sign-in required",
      "What cannot be undone, or weakens the account, needs a session that was opened less than 5"
          + " minutes ago: sign in again first."),
  INSUFFICIENT_SCOPE(
      403,
      "Insufficient scope",
      "The API key is valid but not allowed this: it lacks a scope, or the operation takes no API"
          + " keys at all."),
  NOT_FOUND(
      404,
      "Not found",
      "There is nothing at this address, or nothing that the caller may know of; the two are not"
          + " told apart."),
  COURSE_COMPLETED(
      404, "Course completed", "There is no next lesson: the caller has completed all of them."),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed", "The address exists but not for this method; see `Allow`."),
  NOT_ACCEPTABLE(
      406, "Not acceptable", "None of the media types in `Accept` is offered by this operation."),
  REQUEST_TIMEOUT(
      408, "Request timeout", "The request arrived too slowly and reading it was given up."),
  ACCOUNT_EXISTS(
      409, "Account exists", "An account with this e-mail address exists; sign in instead."),
  ACCOUNT_OWNS_COURSES(
      409,
      "Account owns courses",
      "An account cannot be deleted while courses belong to it: others may learn from them. Delete"
          + " them first."),
  LAST_OWNER(
      409,
      "Last owner",
      "A course always has an owner. Give it to somebody else first: with `PUT"
          + " /courses/{course}/members/{account}` and the role `owner`."),
  LAST_ADMINISTRATOR(
      409,
      "Last administrator",
      "There would be no administrator left. Make somebody else one first."),
  ILLEGAL_TRANSITION(
      409,
      "Illegal transition",
      "The resource is in a state from which the wanted one cannot be reached in one step."),
  COURSE_ARCHIVED(
      409,
      "Course archived",
      "An archived course and its lessons do not change. Its owner makes it active again"
          + " with `PATCH /courses/{course}` and `status: active`."),
  LESSON_NUMBER_TAKEN(
      409,
      "Lesson number taken",
      "Another lesson of the course has this number. Without `number` a new lesson gets the next"
          + " free one."),
  COURSE_FULL(409, "Course full", "The course has 9999 lessons, which is as many as it may."),
  TOO_MANY_API_KEYS(
      409, "Too many API keys", "The account has as many API keys as it may; delete one first."),
  TOTP_ENABLED(
      409,
      "Second factor enabled",
      "The account has a confirmed second factor already; remove it before setting up another."),
  NOTE_EXISTS(
      409,
      "Note exists",
      "There is another note in the place that the deleted one had: one account keeps one note per"
          + " lesson. Delete the other one first."),
  REQUEST_IN_FLIGHT(
      409,
      "Request in flight",
      "A request with the same `Idempotency-Key` is being worked on at this moment; repeat it"
          + " later to get its answer."),
  OPERATION_GONE(
      410,
      "Operation gone",
      "The operation was deprecated and its time is over; `Link` names its successor."),
  EVENTS_EXPIRED(
      410,
      "Events expired",
      "Events after this position have been removed, because they were older than the log is kept:"
          + " something was missed. Read again whatever the events were followed for, and go on"
          + " from the position in `Link`."),
  PRECONDITION_FAILED(
      412,
      "Precondition failed",
      "The resource is no longer the one that `If-Match` names: somebody changed it meanwhile. Get"
          + " it again, and decide anew."),
  CONTENT_TOO_LARGE(413, "Content too large", "The body is larger than this operation accepts."),
  URI_TOO_LONG(414, "URI too long", "The request line is longer than this server accepts."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Unsupported media type", "The body is of a type that this operation cannot read."),
  EXPECTATION_FAILED(
      417, "Expectation failed", "`Expect` asks for something that this server does not know."),
  INVALID_REQUEST(
      422,
      "Invalid request",
      "The request could be read but is refused; `errors` names every defect by its pointer or"
          + " parameter."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "Idempotency key reused",
      "This `Idempotency-Key` was used for another request; use a new key for a new one."),
  UPGRADE_REQUIRED(
      426,
      "Upgrade required",
      "This address is spoken to by WebSocket (RFC 6455), version 13: connect with a WebSocket"
          + " client."),
  PRECONDITION_REQUIRED(
      428,
      "Precondition required",
      "A change to an existing resource needs `If-Match` with its ETag, so that nobody overwrites"
          + " what they have not seen."),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests",
      "The caller has asked for more than it may in this time; `Retry-After` tells when there is"
          + " room again."),
  HEADERS_TOO_LARGE(
      431, "Headers too large", "The request's headers are larger than this server accepts."),
  INTERNAL_ERROR(
      500,
      "Internal error",
      "A mistake of ours. Nothing was stored; the request id finds it in our logs."),
  NOT_IMPLEMENTED(501, "Not implemented", "No operation of this server knows this method."),
  NOT_ON_THIS_SERVER(
      501,
      "Not on this server",
      "The operation exists, and another server of this system answers it: `x-servers` in the"
          + " contract says which."),
  OVERLOADED(
      503, "Overloaded", "There is no room for this request now; try again after `Retry-After`."),
  DEPENDENCY_UNAVAILABLE(
      503,
      "Dependency unavailable",
      "Something that this operation needs is not reachable now; try again after `Retry-After`."),
  DEADLINE_EXCEEDED(
      504, "Deadline exceeded", "The request took longer than it may and was given up.");

  private final int status;
  private final String title;
  private final String meaning;

  ProblemType(int status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /// The HTTP status of every problem of this type.
  public int status() {
    return status;
  }

  /// One line for people.
  public String title() {
    return title;
  }

  /// What it means and what to do about it, in Markdown: the text of the type's page.
  public String meaning() {
    return meaning;
  }

  /// The last segment of the type's address, for example `account-exists`.
  public String slug() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /// The type's address: an absolute path that opens its page on the same server.
  public String uri() {
    return "/problems/" + slug();
  }
}
