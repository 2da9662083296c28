package dev.principia.course;

import dev.principia.db.Columns;

/// What somebody may do with a course, and why.
///
/// @param role `owner`, `editor`, `viewer` or `none`
public record Explanation(
    String slug,
    String visibility,
    boolean deleted,
    boolean disabled,
    String role,
    boolean readable,
    boolean writable,
    boolean own) {
  static Explanation read(Columns row) {
    return new Explanation(
        row.get(String.class, "slug"),
        row.get(String.class, "visibility"),
        row.get(Boolean.class, "deleted"),
        row.get(Boolean.class, "disabled"),
        row.get(String.class, "role"),
        row.get(Boolean.class, "readable"),
        row.get(Boolean.class, "writable"),
        row.get(Boolean.class, "own"));
  }

  /// What the relation is good for.
  public enum Action {
    READ,
    WRITE,
    OWN
  }

  /// Whether it is allowed. A disabled account does nothing, whatever it is to the course.
  public boolean allows(Action action) {
    return !disabled
        && switch (action) {
          case READ -> readable;
          case WRITE -> writable;
          case OWN -> own;
        };
  }

  /// The relation that decides, for people.
  public String reason(Action action) {
    if (disabled) {
      return "the account is disabled";
    }
    if (deleted) {
      return "the course is deleted";
    }
    if (!role.equals("none")) {
      return "it is the course's " + role;
    }
    return action == Action.READ && readable
        ? "the course is " + visibility
        : "it is nothing to this " + visibility + " course";
  }
}
