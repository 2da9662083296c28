import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file below the given folders; run by the build as a
 * single-file program.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    List<String> call = new ArrayList<>();
    int files = 0;
    for (String arg : args) {
      if (arg.startsWith("--")) {
        call.add(arg);
      } else if (Files.isDirectory(Path.of(arg))) {
        files += addJavaFiles(Path.of(arg), call);
      }
    }
    if (files == 0) {
      return;
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = new Main(out, err, System.in).format(call.toArray(String[]::new));
    if (code != 0) {
      err.println(
          "The files above are not formatted: ./mvnw -Pformat process-sources formats them.");
    }
    System.exit(code);
  }

  private static int addJavaFiles(Path folder, List<String> call) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> found =
          files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
      call.addAll(found);
      return found.size();
    }
  }
}
