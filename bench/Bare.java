import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// A bare Vert.x server that answers every request with the bytes of one URL, fetched at start: what
/// the same answer costs when nothing is done for it. `/cost` answers the CPU nanoseconds and allocated
/// bytes of the process so far.
final class Bare {
  public static void main(String[] args) throws Exception {
    byte[] body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(args[0])).build(), BodyHandlers.ofByteArray())
            .body();
    Buffer answer = Buffer.buffer(body);
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
        .createHttpServer()
        .requestHandler(
            request -> {
              if (request.path().equals("/cost")) {
                request.response().end(cost());
              } else {
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Content-Length", Integer.toString(answer.length()))
                    .end(answer);
              }
            })
        .listen(Integer.parseInt(args[1]))
        .await();
  }

  private static String cost() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return system.getProcessCpuTime() + " " + threads.getTotalThreadAllocatedBytes() + "\n";
  }
}
