package dev.principia.server;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/// A complete HTTP response, ready to be written by either server.
///
/// @param body not sent for `HEAD`, whose `Content-Length` is that of `GET`
/// @param last whether the connection is closed after it, as its headers say
record Answer(
    int status,
    List<Map.Entry<String, String>> headers,
    Buffer body,
    boolean sendBody,
    boolean last) {}
