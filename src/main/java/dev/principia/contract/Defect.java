package dev.principia.contract;

import io.vertx.core.json.JsonObject;

/// One thing that is wrong with a request.
///
/// @param place whether `where` is an RFC 6901 pointer into the body, a parameter's name, or a line
/// @param where the pointer (`/email`), the parameter (`limit`) or the line number
/// @param code what is wrong, for programs; stable
/// @param detail what is wrong, for people; a sentence without the refused value
public record Defect(Place place, String where, String code, String detail) {

  /// What [#where()] names.
  public enum Place {
    POINTER,
    PARAMETER,
    LINE
  }

  /// A defect of the body's member at `pointer`; the empty pointer is the body itself.
  public static Defect at(String pointer, String code, String detail) {
    return new Defect(Place.POINTER, pointer, code, detail);
  }

  /// A defect of a path, query, header or cookie parameter.
  public static Defect parameter(String name, String code, String detail) {
    return new Defect(Place.PARAMETER, name, code, detail);
  }

  /// A defect of a line of a text body, counted from 1.
  public static Defect line(int line, String code, String detail) {
    return new Defect(Place.LINE, Integer.toString(line), code, detail);
  }

  JsonObject json() {
    Object shown = place == Place.LINE ? (Object) Integer.valueOf(where) : where;
    return JsonObject.of(
        place.name().toLowerCase(java.util.Locale.ROOT), shown, "code", code, "detail", detail);
  }
}
