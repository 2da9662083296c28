package dev.principia.contract;

/// Bytes that [StrictJson] does not take. A refusal is an ordinary outcome of reading what
/// strangers send, so it carries no stack trace. The message is one sentence for the sender and
/// quotes at most one character of the input.
public final class JsonRefused extends RuntimeException {
  private static final int LONGEST_POINTER = 256;

  private final String code;
  private final int offset;
  private final String pointer;

  JsonRefused(String code, int offset, String pointer, String detail) {
    super(detail, null, false, false);
    this.code = code;
    this.offset = offset;
    this.pointer = pointer.length() > LONGEST_POINTER ? "" : pointer;
  }

  /// The broken rule, one of `empty`, `malformed-json`, `trailing-bytes`, `invalid-encoding`,
  /// `lone-surrogate`, `nul-character`, `duplicate-member`, `too-deep`, `number-too-long` and
  /// `not-an-object`.
  public String code() {
    return code;
  }

  /// Where the refused byte, or the token or sequence that it belongs to, begins: bytes from the
  /// start of the input. When the input ends too early it is the input's length.
  public int offset() {
    return offset;
  }

  /// The refused member or element (RFC 6901); empty, which means the whole document, where no
  /// narrower place is known or its pointer would be longer than 256 characters.
  public String pointer() {
    return pointer;
  }

  /// What is wrong, in one sentence. Safe to send back.
  public String detail() {
    return String.valueOf(getMessage());
  }
}
