package dev.principia.cache;

import dev.principia.contract.Reply;
import java.util.UUID;

/// An answer that was made from the database.
///
/// @param reply complete but for what says how it may be cached
/// @param course which course it tells of
/// @param version of that course; raised by any change to what the answer says
/// @param shared whether anybody may have it: the course is public, and nothing in the answer
///   depends on who asked
public record Kept(Reply.Bytes reply, UUID course, long version, boolean shared) {
  int weight() {
    return 256 + reply.body().length();
  }
}
