package dev.principia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.principia.client.ApiClient;
import dev.principia.client.ApiException;
import dev.principia.client.api.AccountsApi;
import dev.principia.client.api.CoursesApi;
import dev.principia.client.model.Account;
import dev.principia.client.model.Course;
import dev.principia.client.model.NewAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The client that the build generates from the contract, used as a client's author would.
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "PLATFORM"})
final class GeneratedClientTest {
  private final ApiClient client;

  GeneratedClientTest(Server server) {
    this.client = new ApiClient();
    client.updateBaseUri("http://127.0.0.1:" + server.port() + Api.V1);
  }

  @Test
  void readsACourseAndItsLessons() throws ApiException {
    Course course =
        new CoursesApi(client).getCourse("learning-backend-from-first-principles", null);
    assertEquals(12, course.getSections().size());
    assertEquals("Routing", course.getSections().getFirst().getLessons().get(2).getTitle());
  }

  @Test
  void createsAnAccountAndLearnsWhyAnotherIsRefused() throws ApiException {
    NewAccount wanted =
        new NewAccount()
            .email(AccountsApiTest.freshEmail())
            .password("correct horse battery")
            .name("Ada");
    Account account = new AccountsApi(client).createAccount(wanted, null);
    assertEquals(wanted.getEmail(), account.getEmail());
    ApiException refused =
        assertThrows(ApiException.class, () -> new AccountsApi(client).createAccount(wanted, null));
    assertEquals(409, refused.getCode());
  }
}
