package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A hundred thousand notes through a program with a small heap.
@Tag("drill")
final class NoteExportDrillTest {
  private static final int NOTES = 100_000;
  private static final int BATCH = 4000;
  private static final int LENGTH = 2000;

  @ParameterizedTest
  @ValueSource(strings = {"event-loop", "blocking"})
  @Proves("4.8")
  void aHundredThousandNotesGoThroughASmallHeap(String server)
      throws IOException, InterruptedException {
    Person ada = Person.signedUp(Server.EVENT_LOOP.api());
    for (int i = 0; i < NOTES; i += BATCH) {
      NoteExportTest.insert(ada, BATCH, LENGTH);
    }
    Map<String, String> environment =
        Map.of(
            "PRINCIPIA_POSTGRES_URL", Services.shared().postgresUrl(),
            "PRINCIPIA_REDIS_URL", Services.shared().redisUrl(),
            "PRINCIPIA_SECRET", Services.shared().secret(),
            // Stronger than the heap of the command line.
            "_JAVA_OPTIONS", "-Xmx64m");
    try (Program program =
        Program.start(
            environment, "serve", "--server", server, "--port", "0", "--management-port", "0")) {
      String url = program.awaitPrinted("serves (http://\\S+)");
      long start = System.nanoTime();
      long bytes = export(url, ada);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "export server=%s notes=%d MB=%.1f seconds=%.1f MB/s=%.1f%n",
          server, NOTES, bytes / 1e6, seconds, bytes / 1e6 / seconds);
      assertTrue(program.isAlive(), program::output);
    }
  }

  private static long export(String url, Person ada) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + Api.V1 + "/notes"))
            .header("Accept", "application/x-ndjson")
            .header("Authorization", "Bearer " + ada.session().getString("accessToken"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      byte[] piece = new byte[64 * 1024];
      long bytes = 0;
      int lines = 0;
      for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
        bytes += n;
        for (int i = 0; i < n; i++) {
          lines += piece[i] == '\n' ? 1 : 0;
        }
      }
      assertEquals(NOTES, lines);
      return bytes;
    }
  }
}
