package dev.principia.lab.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.principia.lab.result.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// `result.json` of a run.
public final class ResultFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultFile() {}

  /// Replaces the file at once, so that a run that is ended leaves a whole one.
  public static void write(Path directory, Result result) throws IOException {
    Path fresh = directory.resolve("result.json.new");
    Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    Files.move(fresh, directory.resolve("result.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  /// @param file or the directory of a run
  public static Result read(Path file) throws IOException {
    Path json = Files.isDirectory(file) ? file.resolve("result.json") : file;
    Result result = JSON.readValue(json.toFile(), Result.class);
    if (result.schema() != Result.SCHEMA) {
      throw new IOException(json + " has the form " + result.schema() + ", not " + Result.SCHEMA);
    }
    return result;
  }
}
