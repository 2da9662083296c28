package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class NegotiationTest {
  private static final String COURSES = Api.V1 + "/courses";
  private static final String COURSE = COURSES + "/learning-backend-from-first-principles";
  private static final String ACCOUNTS = Api.V1 + "/accounts";

  private final Api api;

  NegotiationTest(Server server) {
    this.api = server.api();
  }

  @Test
  void theMediaTypeIsNegotiatedByItsWeight() {
    String json = "application/json";
    String markdown = "text/markdown; charset=utf-8";
    assertEquals(json, type(""));
    assertEquals(json, type("*/*"));
    assertEquals(json, type("application/json, text/markdown"));
    assertEquals(json, type("text/markdown;q=0.5, application/*;q=0.6"));
    assertEquals(json, type("text/markdown;q=0, */*;q=0.1"));
    assertEquals(json, type("text/markdown;q=2, application/json;q=0.001"));
    assertEquals(json, type("text/markdown;q=NaN, application/json;q=0.001"));
    assertEquals(markdown, type("text/markdown"));
    assertEquals(markdown, type("TEXT/Markdown;charset=utf-8 ; Q=0.5"));
    assertEquals(markdown, type("application/json;q=0.5, text/*;q=0.6, image/png"));
    assertEquals(markdown, type("*/*;q=0.9, application/json;q=0.8"));
    assertEquals(markdown, type("application/json;q=0, */*"));
  }

  private String type(String accept) {
    Api.Answer answer = accept.isEmpty() ? api.get(COURSE) : api.get(COURSE, "Accept", accept);
    assertTrue(answer.is(200).response().headers().allValues("Vary").contains("Accept"));
    return answer.need("Content-Type");
  }

  @Test
  void whatNobodyOffersIsNotAcceptable() {
    for (String accept :
        List.of(
            "image/png",
            "text/html",
            "application/json;q=0",
            "*/*;q=0",
            "text/markdown;q=0",
            "json",
            ",")) {
      Api.Answer refused = api.get(COURSE, "Accept", accept).problem(406, "not-acceptable");
      assertEquals("Accept", refused.need("Vary"));
      String detail = refused.json().getString("detail");
      assertTrue(detail.contains("application/json, text/markdown"), detail);
    }
    // There is only one type to choose from.
    List<String> varies = api.get(COURSES).response().headers().allValues("Vary");
    assertEquals(List.of("Authorization, Cookie, X-API-Key", "Accept-Encoding"), varies);
  }

  @Test
  void aBodyOfAnotherTypeIsRefusedWithTheTypesThatAreTaken() {
    for (String type :
        List.of(
            "text/csv",
            "application/xml",
            "application/jsonp",
            "application/json, text/csv",
            "*/*",
            "multipart/form-data; boundary=x")) {
      Api.Answer refused =
          api.send("POST", ACCOUNTS, BodyPublishers.ofString("{}"), "Content-Type", type)
              .problem(415, "unsupported-media-type");
      assertEquals("application/json", refused.need("Accept-Post"));
    }
    api.send("POST", ACCOUNTS, BodyPublishers.ofString("{}"))
        .problem(415, "unsupported-media-type");
    api.send(
            "POST",
            ACCOUNTS,
            BodyPublishers.ofString("{}"),
            "Content-Type",
            "Application/JSON;charset=utf-8")
        .problem(422, "invalid-request");
  }

  @Test
  void anEncodedBodyIsNotTakenForJson() {
    Api.Answer refused =
        api.send(
                "POST",
                ACCOUNTS,
                BodyPublishers.ofString("{}"),
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip")
            .problem(415, "unsupported-media-type");
    assertEquals("identity", refused.need("Accept-Encoding"));
  }
}
