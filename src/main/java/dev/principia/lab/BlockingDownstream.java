package dev.principia.lab;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Reply;
import dev.principia.guard.BlockingGuard;
import dev.principia.guard.CircuitOpen;
import dev.principia.guard.Guard;
import dev.principia.guard.TryLater;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Calls another system on a thread that waits for it: what is in flight is a thread each.
public final class BlockingDownstream {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final BlockingGuard guard;
  private final URI other;

  /// @param other where the other system is
  public BlockingDownstream(Guard guard, URI other) {
    this.guard = new BlockingGuard(guard);
    this.other = other;
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of("labDownstream", this::call);
  }

  private Reply call(Call call) throws InterruptedException {
    try {
      return guard.repeatable(() -> ask(call));
    } catch (UncheckedIOException | TryLater | CircuitOpen e) {
      throw Work.away(e);
    }
  }

  private Reply ask(Call call) throws InterruptedException {
    long millis = call.integer("ms");
    HttpRequest request =
        HttpRequest.newBuilder(other.resolve(Downstream.asked(call)))
            .timeout(Work.patience(millis))
            .build();
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
      return Work.answered(answer.statusCode(), answer.headers().firstValue("Retry-After"), millis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
