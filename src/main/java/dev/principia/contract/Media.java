package dev.principia.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Media types and their negotiation by `Accept` (RFC 9110, 12.5.1).
public final class Media {
  public static final String JSON = "application/json";
  public static final String PROBLEM = "application/problem+json";
  public static final String MARKDOWN = "text/markdown";
  public static final String NDJSON = "application/x-ndjson";
  public static final String HTML = "text/html";
  public static final String EVENTS = "text/event-stream";

  private static final Pattern WEIGHT = Pattern.compile("(?i);\\s*q\\s*=([^;]*)");
  private static final Pattern QVALUE = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  private Media() {}

  /// The offered type that the client likes best; among equals the one offered first. Empty when
  /// the client accepts none of them. No `Accept` accepts all.
  public static Optional<String> choose(List<String> offered, Optional<String> accept) {
    if (accept.isEmpty() || accept.get().isBlank()) {
      return Optional.of(offered.getFirst());
    }
    String[] ranges = accept.get().toLowerCase(Locale.ROOT).split(",", 33);
    String best = "";
    double bestQuality = 0;
    for (String type : offered) {
      double quality = quality(type, ranges);
      if (quality > bestQuality) {
        best = type;
        bestQuality = quality;
      }
    }
    return bestQuality > 0 ? Optional.of(best) : Optional.empty();
  }

  /// The type without its parameters, lower-case: `Text/Markdown; charset=utf-8` is
  /// `text/markdown`.
  public static String bare(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /// Whether it is JSON by its name (RFC 6839, 3.1): `application/merge-patch+json` is.
  static boolean isJson(String bare) {
    return bare.equals(JSON) || bare.endsWith("+json");
  }

  /// The quality that the most specific matching range gives to the type.
  private static double quality(String type, String[] ranges) {
    double quality = 0;
    int bestRank = 0;
    for (String range : ranges) {
      int rank = rank(type, bare(range));
      if (rank > bestRank) {
        bestRank = rank;
        quality = weight(range);
      }
    }
    return quality;
  }

  private static int rank(String type, String range) {
    if (range.equals(type)) {
      return 3;
    }
    if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }

  /// The weight of an element of `Accept` and its kin (RFC 9110, 12.4.2); 1 when it names none, 0
  /// when it names a broken one.
  public static double weight(String range) {
    Matcher weight = WEIGHT.matcher(range);
    if (!weight.find()) {
      return 1;
    }
    String value = weight.group(1).strip();
    return QVALUE.matcher(value).matches() ? Double.parseDouble(value) : 0;
  }
}
