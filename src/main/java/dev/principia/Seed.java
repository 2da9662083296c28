package dev.principia;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.principia.account.BlockingSeedAccounts;
import dev.principia.course.BlockingImport;
import dev.principia.course.ImportReport;
import dev.principia.course.Outline;
import dev.principia.course.Videos;
import dev.principia.db.BlockingDb;
import dev.principia.embedded.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;

/// The first data: an administrator, a demo learner, and the course that this backend is about.
/// Seeding again changes nothing.
final class Seed {
  private static final String COURSE = "/seed/backend-from-first-principles.md";
  private static final String ADMIN = "admin@principia.local";
  private static final int PASSWORD_BYTES = 15;

  private final BlockingDb db;
  private final PrivateFile credentials;
  private final Consumer<String> say;

  /// @param data where `credentials.json` is kept, readable by its owner only
  /// @param say is told the passwords, the first time only
  Seed(BlockingDb db, Path data, Consumer<String> say) {
    this.db = db;
    this.credentials = new PrivateFile(data.resolve("credentials.json"));
    this.say = say;
  }

  /// Returns what the import of the course did.
  ImportReport run() throws IOException {
    BlockingSeedAccounts accounts = new BlockingSeedAccounts(db);
    ObjectNode known = credentials(accounts);
    UUID admin = ensure(accounts, known, "admin", "Administrator");
    UUID learner = ensure(accounts, known, "learner", "Demo Learner");
    BlockingImport imports = new BlockingImport(db);
    ImportReport report = imports.seed(Outline.parse(course()), admin, learner);
    imports.addResources(report.slug(), Videos.load());
    imports.publish(report.slug());
    return report;
  }

  /// The passwords of the first start. They are on disk before the accounts exist, so that no crash
  /// leaves an account whose password nobody knows. Accounts that exist keep theirs.
  private ObjectNode credentials(BlockingSeedAccounts accounts) throws IOException {
    var known = credentials.read();
    if (known.isPresent() && known.get() instanceof ObjectNode object) {
      return object;
    }
    ObjectNode fresh = new ObjectMapper().createObjectNode();
    fresh.putObject("admin").put("email", ADMIN).put("password", password());
    fresh.putObject("learner").put("email", "learner@principia.local").put("password", password());
    if (accounts.find(ADMIN).isPresent()) {
      say.accept("The accounts exist; how to sign in is not kept in " + credentials.path() + ".");
      return fresh;
    }
    credentials.write(fresh);
    tell(fresh);
    return fresh;
  }

  private void tell(ObjectNode fresh) {
    say.accept("Accounts (kept in " + credentials.path() + "):");
    fresh.forEachEntry(
        (role, each) ->
            say.accept(
                "  %-8s %s  %s"
                    .formatted(role, each.get("email").asText(), each.get("password").asText())));
  }

  private static UUID ensure(
      BlockingSeedAccounts accounts, ObjectNode known, String role, String name) {
    return accounts.ensure(
        known.get(role).get("email").asText(),
        name,
        role,
        known.get(role).get("password").asText());
  }

  private static String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String course() throws IOException {
    try (InputStream in = Seed.class.getResourceAsStream(COURSE)) {
      if (in == null) {
        throw new IOException(COURSE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
