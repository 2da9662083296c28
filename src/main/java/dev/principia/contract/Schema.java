package dev.principia.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A schema of the contract (JSON Schema 2020-12), prepared once. Checking is plain computation on
/// the calling thread.
public final class Schema {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://principia")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject json;
  private final Validator validator;

  /// @param json the schema with every `$ref` already replaced by what it names
  Schema(JsonObject json) {
    this.json = json;
    JsonObject prepared = Formats.renamed(Members.open(json));
    this.validator = Validator.create(JsonSchema.of(prepared), OPTIONS, Formats::check);
  }

  /// Everything that is wrong with `instance`, one defect per pointer, ordered by pointer; empty
  /// when it is valid.
  public List<Defect> check(Object instance) {
    TreeMap<String, Defect> byPointer = new TreeMap<>();
    Consumer<Defect> found = defect -> byPointer.putIfAbsent(defect.where(), defect);
    new Members(found).check(json, instance, "");
    OutputUnit result = validator.validate(instance);
    if (Boolean.FALSE.equals(result.getValid())) {
      result.getErrors().forEach(error -> defect(error).ifPresent(found));
      if (byPointer.isEmpty()) {
        found.accept(Defect.at("", "invalid", "Does not fit its schema."));
      }
    }
    return List.copyOf(byPointer.values());
  }

  /// What the validator found; nothing where it only says that something inside failed.
  private Optional<Defect> defect(OutputUnit error) {
    String keywordAt = pointer(error.getKeywordLocation());
    String keyword = keywordAt.substring(keywordAt.lastIndexOf('/') + 1);
    return switch (keyword) {
      case "properties", "items", "additionalProperties", "allOf" -> Optional.empty();
      default ->
          Optional.of(
              named(
                  defect(pointer(error.getInstanceLocation()), keyword, rule(keywordAt)),
                  keywordAt));
    };
  }

  /// The code that the contract gives to a broken pattern, `x-code` beside it: clients see which
  /// rule it was.
  private Defect named(Defect defect, String keywordAt) {
    boolean pattern = keywordAt.endsWith("/pattern");
    Object code = pattern ? rule(keywordAt.replaceAll("pattern$", "x-code")) : "";
    return code.equals("")
        ? defect
        : new Defect(defect.place(), defect.where(), code.toString(), defect.detail());
  }

  private static Defect defect(String at, String keyword, Object limit) {
    return switch (keyword) {
      case "type" -> Defect.at(at, "wrong-type", "Must be of type " + typeName(limit) + ".");
      case "minLength" ->
          Defect.at(at, "too-short", "Must have at least " + limit + " characters.");
      case "maxLength" -> Defect.at(at, "too-long", "Must have at most " + limit + " characters.");
      case "minItems" -> Defect.at(at, "too-few", "Must have at least " + limit + " items.");
      case "maxItems" -> Defect.at(at, "too-many", "Must have at most " + limit + " items.");
      case "uniqueItems" -> Defect.at(at, "not-unique", "Must not hold an item twice.");
      case "minimum" -> Defect.at(at, "too-small", "Must be at least " + limit + ".");
      case "maximum" -> Defect.at(at, "too-large", "Must be at most " + limit + ".");
      case "pattern" -> Defect.at(at, "wrong-form", "Is not of the documented form.");
      case "format" -> Defect.at(at, "wrong-form", "Must be of the form " + limit + ".");
      case "enum" -> Defect.at(at, "unknown-value", "Must be one of: " + list(limit) + ".");
      default -> Defect.at(at, "invalid", "Breaks the rule `" + keyword + "` of its schema.");
    };
  }

  private static String typeName(Object type) {
    return type instanceof JsonArray many ? list(many).replace(", ", " or ") : type.toString();
  }

  private static String list(Object values) {
    return values instanceof JsonArray many
        ? String.join(", ", many.stream().map(Object::toString).toList())
        : values.toString();
  }

  private Object rule(String keywordAt) {
    return Optional.ofNullable(JsonPointer.from(keywordAt).queryJson(json)).orElse("");
  }

  /// The validator's `#/a%20b` as the plain pointer `/a b`.
  private static String pointer(String location) {
    String encoded = location.substring(1);
    return Percent.decode(encoded, false).orElse(encoded);
  }
}
