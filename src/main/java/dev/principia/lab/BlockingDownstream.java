package dev.principia.lab;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/// Calls another system on a thread that waits for it: what is in flight is a thread each.
public final class BlockingDownstream {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI other;

  /// @param other where the other system is
  public BlockingDownstream(URI other) {
    this.other = other;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("labDownstream", this::call);
  }

  private Reply call(Call call) throws InterruptedException {
    long millis = call.integer("ms");
    try {
      CLIENT.send(
          HttpRequest.newBuilder(other.resolve(Downstream.asked(call))).build(),
          BodyHandlers.ofByteArray());
      return Work.waited(millis);
    } catch (IOException e) {
      throw Work.away(e);
    }
  }
}
