package dev.principia.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// As whom PostgreSQL runs, because it refuses to run as root. An ordinary user simply runs it; one
/// without a name, as containers have them, is nobody in a user namespace.
///
/// Root first tries a user namespace in which it is nobody: the files stay root's. Where that is
/// not allowed, as in many containers, PostgreSQL runs as the system's user nobody, to whom its
/// directory is handed.
///
/// @param words what comes before the command line
/// @param owner who must own PostgreSQL's files, as `uid:gid`; empty when everything is ours anyway
record ServerUser(List<String> words, Optional<String> owner) {
  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  /// initdb asks for the name.
  private static final String ORDINARY_AND_MAY_ENTER =
      """
      test "$(id -u)" != 0 && id -un && test -x "$0"
      """;

  /// Finds the first way that works on this machine.
  ///
  /// @param directory PostgreSQL's, existing; handed over if need be, with everything in it
  static ServerUser of(Path directory) throws IOException {
    var data = Optional.ofNullable(directory.getParent()).orElseThrow();
    return Command.run("id", "-u").output().equals("0")
        ? forRoot(directory, data)
        : forOthers(data);
  }

  private static ServerUser forOthers(Path data) {
    var plain = new ServerUser(List.of(), Optional.empty());
    var inNamespace = new ServerUser(NAMESPACE, Optional.empty());
    return !plain.mayEnter(data) && inNamespace.mayEnter(data) ? inNamespace : plain;
  }

  private static ServerUser forRoot(Path directory, Path data) throws IOException {
    var inNamespace = new ServerUser(NAMESPACE, Optional.of("0:0"));
    if (inNamespace.mayEnter(data)) {
      inNamespace.own(directory);
      return inNamespace;
    }
    var nobody = nobody();
    letThrough(data);
    nobody.own(directory);
    if (nobody.mayEnter(directory)) {
      return nobody;
    }
    throw new EmbeddedFailure(
        "PostgreSQL refuses to run as root, and the user nobody, as whom it could run, may not"
            + " enter "
            + directory
            + ": choose a --data directory whose parents everybody may enter, or start as an"
            + " ordinary user.");
  }

  List<String> command(List<String> command) {
    var all = new ArrayList<>(words);
    all.addAll(command);
    return all;
  }

  /// Hands a file or directory, with everything in it, to the user, unless it is theirs.
  void own(Path path) throws IOException {
    if (owner.isEmpty() || owner.get().equals(ownerOf(path))) {
      return;
    }
    var chown = Command.run("chown", "-R", owner.get(), path.toString());
    if (!chown.succeeded()) {
      throw new EmbeddedFailure("Cannot hand " + path + " to PostgreSQL's user: " + chown.output());
    }
  }

  private static String ownerOf(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid");
  }

  private boolean mayEnter(Path directory) {
    return Command.run(
            command(List.of("/bin/sh", "-c", ORDINARY_AND_MAY_ENTER, directory.toString())))
        .succeeded();
  }

  private static ServerUser nobody() {
    var uid = Command.run("id", "-u", "nobody").output();
    var gid = Command.run("id", "-g", "nobody").output();
    return new ServerUser(
        List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"),
        Optional.of(uid + ":" + gid));
  }

  /// Others may pass the data directory, but not list it.
  private static void letThrough(Path data) throws IOException {
    var permissions = Files.getPosixFilePermissions(data);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(data, permissions);
    }
  }
}
