package dev.principia.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DbSettingsTest {
  @Test
  void userAndPasswordArePercentDecodedAndAPlusStaysAPlus() {
    DbSettings settings = settings("postgresql://ada%40home:a+b%2Bc%3Ad@host/db");
    assertEquals("ada@home", settings.user());
    assertEquals("a+b+c:d", settings.password());
  }

  @Test
  void aUrlWithoutPortMeansTheUsualOne() {
    assertEquals("jdbc:postgresql://host:5432/db", settings("postgresql://u:p@host/db").jdbcUrl());
  }

  private static DbSettings settings(String url) {
    return new DbSettings(URI.create(url), 16, 1000, Duration.ofSeconds(1), Duration.ofSeconds(5));
  }
}
