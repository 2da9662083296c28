package dev.principia.course;

import io.vertx.core.json.JsonObject;

/// What an import did; the last four count lessons.
///
/// @param slug the course's name in addresses
public record ImportReport(
    String slug, int sections, int lessons, int created, int updated, int unchanged, int removed) {

  /// The representation of the contract.
  public JsonObject json() {
    return JsonObject.of(
        "sections", sections,
        "lessons", lessons,
        "created", created,
        "updated", updated,
        "unchanged", unchanged,
        "removed", removed);
  }
}
