package dev.principia.course;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The videos of the seeded course's lessons.
public final class Videos {
  private static final String FILE = "/seed/videos.json";

  private Videos() {}

  /// The videos by lesson number, in order; a lesson without video is absent. Reads a file of the
  /// program: not for event loops, but at start.
  public static Map<Integer, List<Resource>> load() {
    try (InputStream in = Objects.requireNonNull(Videos.class.getResourceAsStream(FILE), FILE)) {
      return new ObjectMapper()
          .readValue(in, new TypeReference<TreeMap<Integer, List<Resource>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
