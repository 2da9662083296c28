package dev.principia.lab.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Finds the end of an HTTP/1.1 answer and its status in the bytes as they come. It understands
/// `Content-Length`, which both servers send; anything else is [Broken].
final class AnswerReader {
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why);
    }
  }

  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int STATUS_AT = 9;

  private final byte[] head = new byte[16 * 1024];
  private int headBytes;
  private long bodyLeft = -1;
  private int status;

  int status() {
    return status;
  }

  /// Takes what has come; true when the answer is complete.
  boolean read(ByteBuf in) {
    if (bodyLeft < 0) {
      readHead(in);
    }
    if (bodyLeft > 0) {
      int taken = (int) Math.min(bodyLeft, in.readableBytes());
      in.skipBytes(taken);
      bodyLeft -= taken;
    }
    if (bodyLeft == 0) {
      bodyLeft = -1;
      return true;
    }
    return false;
  }

  private void readHead(ByteBuf in) {
    while (in.isReadable()) {
      if (headBytes == head.length) {
        throw new Broken("a head of more than " + head.length + " bytes");
      }
      byte each = in.readByte();
      head[headBytes++] = each;
      if (each == '\n' && endsHead()) {
        status = Integer.parseInt(ascii(STATUS_AT, STATUS_AT + 3));
        bodyLeft = status == 204 || status == 304 ? 0 : length();
        headBytes = 0;
        return;
      }
    }
  }

  private boolean endsHead() {
    return headBytes >= 4
        && head[headBytes - 2] == '\r'
        && head[headBytes - 3] == '\n'
        && head[headBytes - 4] == '\r';
  }

  private long length() {
    for (int at = 0; at + LENGTH.length < headBytes; at++) {
      if (head[at] == '\r' && isLength(at)) {
        int from = at + LENGTH.length;
        int to = from;
        while (head[to] != '\r') {
          to++;
        }
        return Long.parseLong(ascii(from, to).strip());
      }
    }
    throw new Broken("an answer without Content-Length");
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      int letter = head[at + i];
      if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private String ascii(int from, int to) {
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
