package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page of who may do what, held against what the matrix tests expect (and they see on the
/// servers). With `-Dmatrix.write=true` the page is written instead.
final class AccessMatrixPageTest {
  private static final Path PAGE = Path.of("docs/access-matrix.md");
  private static final String HOW =
      PAGE
          + " is not what the tests expect; write it with"
          + " ./mvnw test -Dtest=AccessMatrixPageTest -Dmatrix.write=true";

  @Test
  void thePageShowsWhoMayDoWhat() throws IOException {
    String page = Files.readString(PAGE);
    String right = CourseMatrixTest.table().in(AccessMatrixTest.table().in(page));
    if (Boolean.getBoolean("matrix.write")) {
      Files.writeString(PAGE, right);
    } else {
      assertEquals(right, page, HOW);
    }
  }
}
