package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.principia.contract.ProblemType;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class PagesTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final Api api;

  PagesTest(Server server) {
    this.api = server.api();
  }

  @Test
  void theContractIsPublishedAsItIs() throws IOException {
    byte[] file = Files.readAllBytes(Path.of("openapi.yaml"));
    Api.Answer yaml = api.get("/openapi.yaml").is(200);
    assertEquals("application/yaml", yaml.need("Content-Type"));
    assertEquals(-1, java.util.Arrays.mismatch(file, yaml.response().body()));
    Api.Answer json = api.get("/openapi.json").is(200);
    assertEquals("application/json", json.need("Content-Type"));
    @SuppressWarnings("unchecked")
    Map<String, Object> tree = new YAMLMapper().readValue(file, Map.class);
    assertEquals(new JsonObject(tree), json.json());
  }

  @Test
  void theContractsBrowserBringsItsOwnScriptsAndStyles() {
    Api.Answer docs = api.get("/docs").is(200);
    assertEquals("text/html; charset=utf-8", docs.need("Content-Type"));
    List<String> parts = found("(?:src|href)=\"(/docs/[^\"]+)\"", docs.text());
    assertTrue(parts.size() >= 3, docs::text);
    for (String part : parts) {
      Api.Answer loaded = api.get(part).is(200);
      assertEquals(
          TYPES.get(part.substring(part.lastIndexOf('.') + 1)), loaded.need("Content-Type"), part);
      assertFalse(loaded.text().isBlank());
    }
    assertTrue(
        found("<(?:script|style)(?![^>]*(?:src|href)=)[^>]*>", docs.text()).isEmpty(),
        "the policy would not run what stands in the page itself");
    String policy = docs.need("Content-Security-Policy");
    assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe-inline"), policy);
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(Math.min(1, result.groupCount())))
        .toList();
  }

  @Test
  void everyKindOfProblemHasAPage() {
    String index = api.get("/problems").is(200).text();
    for (ProblemType type : ProblemType.values()) {
      assertTrue(index.contains("href=\"" + type.uri() + "\""), type.uri());
      Api.Answer page = api.get(type.uri()).is(200);
      assertEquals("text/html; charset=utf-8", page.need("Content-Type"));
      assertTrue(page.text().contains(type.title()), type.uri());
    }
    api.get("/problems/no-such-problem").problem(404, "not-found");
  }

  @Test
  void theVersionNamesCommitAndSchema() {
    JsonObject version = api.get("/version").is(200).json();
    assertTrue(version.getString("commit").matches("[0-9a-f]{40}|unknown"), version::encode);
    assertTrue(version.getString("schema").matches("V[0-9]{3}__.*\\.sql"), version::encode);
    assertFalse(version.getString("version").isEmpty());
  }

  @Test
  void anUnchangedPageIsNotSentAgain() {
    for (String path :
        List.of("/openapi.yaml", "/asyncapi.yaml", "/docs", "/problems", "/version")) {
      Api.Answer page = api.get(path).is(200);
      Api.Answer unchanged = api.get(path, "If-None-Match", page.need("ETag")).is(304);
      assertEquals("", unchanged.text());
      assertEquals(page.need("ETag"), unchanged.need("ETag"));
      assertEquals(page.need("Cache-Control"), unchanged.need("Cache-Control"));
      api.get(path, "If-None-Match", "\"other\"").is(200);
      Api.Answer head = api.head(path).is(200);
      assertEquals("", head.text());
      assertEquals(page.need("Content-Length"), head.need("Content-Length"));
    }
  }

  @Test
  void aPageCanOnlyBeRead() {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      Api.Answer refused = api.send(method, "/docs", BodyPublishers.noBody());
      assertEquals("GET, HEAD, OPTIONS", refused.problem(405, "method-not-allowed").need("Allow"));
    }
    Api.Answer options = api.send("OPTIONS", "/docs", BodyPublishers.noBody()).is(204);
    assertEquals("GET, HEAD, OPTIONS", options.need("Allow"));
  }

  @Test
  @Proves("3.4")
  void aBrowserGetsAPageWhereThereIsNone() {
    Api.Answer page =
        api.get("/<b>nothing".replace("<", "%3C").replace(">", "%3E"), "Accept", BROWSER).is(404);
    assertEquals("text/html; charset=utf-8", page.need("Content-Type"));
    assertTrue(page.text().contains("<h1>Not found</h1>"), page::text);
    assertTrue(page.text().contains("href=\"/problems/not-found\""), page::text);
    assertTrue(page.text().contains(page.need("X-Request-Id")), page::text);
    assertEquals("Accept", page.need("Vary"));
    ChainApiTest.hasSecurityHeaders(page);
    assertEquals("", api.head("/nothing", "Accept", BROWSER).is(404).text());
    Api.Answer refused = api.send("POST", "/docs", BodyPublishers.noBody(), "Accept", BROWSER);
    assertEquals("GET, HEAD, OPTIONS", refused.is(405).need("Allow"));
    assertTrue(refused.text().startsWith("<!doctype html>"), refused::text);
  }

  @Test
  @Proves("3.4")
  void everybodyElseGetsAProblem() {
    for (String accept :
        List.of(
            "*/*",
            "application/json",
            "application/problem+json;q=0.5, text/html;q=0.4",
            "image/png")) {
      Api.Answer problem = api.get("/nothing", "Accept", accept).problem(404, "not-found");
      assertEquals("application/problem+json", problem.need("Content-Type"));
      assertEquals("Accept", problem.need("Vary"));
    }
    api.get("/nothing").problem(404, "not-found");
    Api.Answer inTheApi = api.get(Api.V1 + "/nothing", "Accept", BROWSER).problem(404, "not-found");
    assertEquals("application/problem+json", inTheApi.need("Content-Type"));
    ChainApiTest.hasSecurityHeaders(inTheApi);
  }
}
