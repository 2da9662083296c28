package dev.principia.fuzz;

import java.util.List;
import java.util.Random;

/// Texts that mean something in another language than the one they are sent in, or little to a
/// program that did not expect them.
public final class Corpus {
  /// What `1787569*31` would be worth to a template or a statement that calculates.
  static final String PRODUCT = "55414639";

  /// The name of a header that no answer may have.
  static final String INJECTED = "X-Injected";

  public static final List<String> SQL =
      List.of(
          "' or '1'='1",
          "'; drop table accounts; --",
          "\" or 1=1 --",
          "1; select pg_sleep(6)",
          "') union select 1787569*31 --",
          "\\'; select 1 --",
          "x'||pg_sleep(6)||'",
          "$1",
          "?",
          "%' and 'x'='x");

  public static final List<String> TEMPLATES =
      List.of(
          "${1787569*31}",
          "#{1787569*31}",
          "{{1787569*31}}",
          "<%= 1787569*31 %>",
          "*{1787569*31}",
          "${jndi:ldap://127.0.0.1:1/a}",
          "%s%n%x");

  public static final List<String> MARKUP =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "javascript:alert(1)",
          "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
          "]]>",
          "```\n</pre>");

  public static final List<String> PLACES =
      List.of(
          "../../../../etc/passwd",
          "..\\..\\..\\windows\\win.ini",
          "/etc/passwd",
          "file:///etc/passwd",
          "....//....//etc/passwd",
          "CON",
          "a/../b",
          "; id",
          "$(id)",
          "`id`",
          "| id");

  public static final List<String> HEADERS =
      List.of(
          "a\r\nX-Injected: yes",
          "a\nX-Injected: yes",
          "a\rX-Injected: yes",
          "a\r\n\r\n<html>",
          "a\u0085X-Injected: yes",
          "a\u560d\u560aX-Injected: yes");

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "null",
          "undefined",
          "NaN",
          "true",
          "-1",
          "0",
          "1e309",
          "9223372036854775808",
          "0x1f",
          "\u0661\u0662",
          "\u202Eabc",
          "\uFEFFa",
          "e\u0301",
          "\u0130",
          "\uD83D\uDE00",
          "\uFFFF",
          "a\tb",
          "a\u0000b",
          "a\u007fb",
          "(a+)+$",
          "a".repeat(30) + "!",
          "a@".repeat(40),
          "2026-02-30T00:00:00Z",
          "00000000-0000-0000-0000-000000000000",
          "next",
          "imports",
          "*",
          "%",
          "_");

  private static final List<List<String>> ALL =
      List.of(SQL, TEMPLATES, MARKUP, PLACES, HEADERS, ODD);

  private Corpus() {}

  /// One of all texts; each kind is as likely as the others.
  static String any(Random random) {
    return of(random, of(random, ALL));
  }

  static <T> T of(Random random, List<T> many) {
    return many.get(random.nextInt(many.size()));
  }

  /// The text without what was taken from here, because an answer may repeat what it was sent.
  static String without(String text) {
    String rest = text;
    for (List<String> each : List.of(SQL, TEMPLATES, MARKUP, PLACES, HEADERS)) {
      for (String word : each) {
        rest = word.length() > 2 ? rest.replace(word, "") : rest;
      }
    }
    return rest;
  }
}
