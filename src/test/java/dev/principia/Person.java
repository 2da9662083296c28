package dev.principia;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// A fresh account of a test, signed in.
record Person(Api api, String email, JsonObject session) {
  static final String PASSWORD = "correct horse battery";
  static final String SESSIONS = Api.V1 + "/sessions";
  static final String ME = Api.V1 + "/me";

  static Person signedUp(Api api) {
    return Server.isShared(api) ? People.next(api) : made(api);
  }

  static Person made(Api api) {
    String email = AccountsApiTest.freshEmail();
    api.post(Api.V1 + "/accounts", AccountsApiTest.account(email)).is(201);
    return new Person(api, email, signIn(api, email, PASSWORD).is(201).json());
  }

  static Api.Answer signIn(Api api, String email, String password) {
    return api.post(SESSIONS, JsonObject.of("email", email, "password", password));
  }

  /// The same person on another device.
  Person again() {
    return new Person(api, email, signIn(api, email, PASSWORD).is(201).json());
  }

  /// The same session at another server.
  Person at(Api other) {
    return new Person(other, email, session);
  }

  UUID id() {
    return UUID.fromString(session.getJsonObject("account").getString("id"));
  }

  Api.Answer me() {
    return get("/me");
  }

  Api.Answer get(String path, String... headers) {
    return api.get(Api.V1 + path, signed(headers));
  }

  Api.Answer post(String path, JsonObject body, String... headers) {
    return api.post(Api.V1 + path, body, signed(headers));
  }

  Api.Answer put(String path, JsonObject body, String... headers) {
    return api.put(Api.V1 + path, body, signed(headers));
  }

  Api.Answer patch(String path, JsonObject body, String... headers) {
    return api.patch(Api.V1 + path, body, signed(headers));
  }

  Api.Answer delete(String path, String... headers) {
    return api.delete(Api.V1 + path, signed(headers));
  }

  String[] signed(String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "Bearer " + session.getString("accessToken");
    return all;
  }
}
