package dev.principia;

import dev.principia.Config.Role;
import dev.principia.Config.ServerKind;
import dev.principia.db.DbSettings;
import dev.principia.live.LiveSettings;
import dev.principia.server.Network;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Reads settings as what they are, and collects what is wrong with them instead of stopping at the
/// first mistake. After a mistake it goes on with a stand-in, which nobody sees.
final class ConfigReader {
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");
  private static final int LEAST_SECRET = 32;
  private static final byte[] STAND_IN = new byte[LEAST_SECRET];
  private static final int MOST_PORT = 65_535;
  private static final URI NOWHERE = URI.create("none://nobody@localhost/none");

  /// What a process that joins a running `principia up` takes from there.
  private static final Set<Setting> OF_UP =
      EnumSet.of(Setting.POSTGRES_URL, Setting.REDIS_URL, Setting.SECRET);

  private final Sources sources;
  private final List<String> mistakes;

  ConfigReader(Sources sources) {
    this.sources = sources;
    this.mistakes = new ArrayList<>(sources.mistakes());
  }

  Config read() {
    ServerKind server = server();
    Config config =
        new Config(
            server,
            choice(Setting.THREADS, "platform", "virtual").equals("virtual"),
            roles(),
            text(Setting.HOST),
            port(Setting.PORT, server == ServerKind.BLOCKING ? 8090 : 8080),
            port(Setting.MANAGEMENT_PORT, server == ServerKind.BLOCKING ? 8091 : 8081),
            Path.of(text(Setting.DATA)),
            postgres(),
            url(Setting.REDIS_URL, Set.of("redis", "rediss"), url -> url.getHost() != null),
            secret(),
            loops(),
            number(Setting.MAX_THREADS, 8, 100_000),
            number(Setting.HASH_QUEUE, 1, 100_000),
            number(Setting.BODY_LIMIT, 1024, 64 * 1024 * 1024),
            millis(Setting.BODY_PATIENCE, 100),
            millis(Setting.DEADLINE, 100),
            millis(Setting.DRAIN_DELAY, 0),
            millis(Setting.DRAIN_TIMEOUT, 0),
            millis(Setting.PURGE_INTERVAL, 100),
            Duration.ofDays(number(Setting.EVENT_RETENTION, 31, 36_500)),
            millis(Setting.JOB_LEASE, 300),
            number(Setting.JOB_CONCURRENCY, 1, 1000),
            number(Setting.EVENT_STREAMS, 0, 1_000_000),
            millis(Setting.EVENT_HEARTBEAT, 100),
            millis(Setting.BLOCKED_WARNING, 1),
            proxies(),
            contact(),
            origins(),
            choice(Setting.RATE_LIMITS, "on", "off").equals("on"),
            number(Setting.RATE_PER_ADDRESS, 1, Integer.MAX_VALUE),
            number(Setting.RATE_PER_CALLER, 1, Integer.MAX_VALUE),
            choice(Setting.CACHE, "on", "off").equals("on"),
            number(Setting.CACHE_SIZE, 1024, Integer.MAX_VALUE),
            live(),
            choice(Setting.LAB, "on", "off").equals("on"),
            labStub());
    checkLogging();
    if (!mistakes.isEmpty()) {
      throw new ConfigMistakes(mistakes);
    }
    return config;
  }

  private ServerKind server() {
    return choice(Setting.SERVER, "event-loop", "blocking").equals("blocking")
        ? ServerKind.BLOCKING
        : ServerKind.EVENT_LOOP;
  }

  private Set<Role> roles() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : text(Setting.ROLES).split(",", -1)) {
      switch (word.strip()) {
        case "web" -> roles.add(Role.WEB);
        case "worker" -> roles.add(Role.WORKER);
        default -> mistake(Setting.ROLES, "must be web, worker or web,worker");
      }
    }
    return roles;
  }

  private List<Network> proxies() {
    List<Network> networks = new ArrayList<>();
    String all = sources.find(Setting.TRUSTED_PROXIES).map(Sources.Found::value).orElse("");
    for (String text : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      Network.parse(text.strip())
          .ifPresentOrElse(
              networks::add,
              () -> mistake(Setting.TRUSTED_PROXIES, "must hold networks like 10.0.0.0/8"));
    }
    return networks;
  }

  /// It becomes a line of its own, so it must not hold two.
  private String contact() {
    String contact = text(Setting.SECURITY_CONTACT);
    if (!contact.matches("(mailto:|https://)[!-~]+")) {
      mistake(Setting.SECURITY_CONTACT, "must be an address like mailto:security@example.org");
    }
    return contact;
  }

  private Set<String> origins() {
    Set<String> origins = new HashSet<>();
    String all = sources.find(Setting.ALLOWED_ORIGINS).map(Sources.Found::value).orElse("");
    for (String origin : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      if (!ORIGIN.matcher(origin.strip()).matches()) {
        mistake(Setting.ALLOWED_ORIGINS, "must hold origins like https://app.example.org");
      }
      origins.add(origin.strip());
    }
    return origins;
  }

  private LiveSettings live() {
    return new LiveSettings(
        millis(Setting.LIVE_HEARTBEAT, 100),
        number(Setting.LIVE_PER_ACCOUNT, 1, 1_000_000),
        number(Setting.LIVE_CONNECTIONS, 1, 1_000_000));
  }

  private DbSettings postgres() {
    URI url =
        url(
            Setting.POSTGRES_URL,
            Set.of("postgresql", "postgres"),
            u -> u.getHost() != null && u.getRawUserInfo() != null && u.getPath().length() > 1);
    return new DbSettings(
        url,
        number(Setting.POSTGRES_CONNECTIONS, 2, 1000),
        number(Setting.POSTGRES_QUEUE, 0, 1_000_000),
        millis(Setting.POSTGRES_WAIT, 250),
        millis(Setting.POSTGRES_STATEMENT, 100),
        number(Setting.POSTGRES_PIPELINING, 1, 10_000));
  }

  private URI url(Setting setting, Set<String> schemes, Predicate<URI> complete) {
    String text = text(setting);
    if (text.isEmpty()) {
      return NOWHERE;
    }
    try {
      URI url = new URI(text);
      if (url.getScheme() != null && schemes.contains(url.getScheme()) && complete.test(url)) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below: the exception's message would show the password.
    }
    mistake(setting, "must be of the form " + setting.meaning());
    return NOWHERE;
  }

  private Optional<URI> labStub() {
    return sources.find(Setting.LAB_STUB).isEmpty()
        ? Optional.empty()
        : Optional.of(url(Setting.LAB_STUB, Set.of("http"), u -> u.getPort() > 0));
  }

  private SecretKey secret() {
    try {
      byte[] secret = Base64.getUrlDecoder().decode(text(Setting.SECRET));
      if (secret.length >= LEAST_SECRET || text(Setting.SECRET).isEmpty()) {
        return new SecretKeySpec(secret.length == 0 ? STAND_IN : secret, "HmacSHA256");
      }
    } catch (IllegalArgumentException e) {
      // Told below: the exception's message would show a part of the secret.
    }
    mistake(Setting.SECRET, "must be " + Setting.SECRET.meaning());
    return new SecretKeySpec(STAND_IN, "HmacSHA256");
  }

  private int loops() {
    int loops = number(Setting.LOOPS, 0, 1024);
    return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
  }

  private void checkLogging() {
    if (sources.find(Setting.LOG_FORMAT).isPresent()) {
      choice(Setting.LOG_FORMAT, "text", "json");
    }
    choice(Setting.LOG_LEVEL, "error", "warn", "info", "debug", "trace");
  }

  private int port(Setting setting, int usual) {
    return sources.find(setting).isEmpty() ? usual : number(setting, 0, MOST_PORT);
  }

  private Duration millis(Setting setting, int least) {
    return Duration.ofMillis(number(setting, least, Integer.MAX_VALUE));
  }

  private int number(Setting setting, int least, int most) {
    try {
      long number = Long.parseLong(text(setting));
      if (number >= least && number <= most) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    mistake(setting, "must be a whole number from " + least + " to " + most);
    return least;
  }

  private String choice(Setting setting, String... words) {
    String word = text(setting).toLowerCase(Locale.ROOT);
    if (!List.of(words).contains(word)) {
      mistake(setting, "must be one of: " + String.join(", ", words));
    }
    return word;
  }

  private String text(Setting setting) {
    return sources
        .find(setting)
        .map(Sources.Found::value)
        .orElseGet(
            () -> {
              mistake(setting, needed(setting));
              return "";
            });
  }

  private static String needed(Setting setting) {
    String needed = "is needed: " + setting.meaning();
    return OF_UP.contains(setting) ? needed + "; or start `principia up` first" : needed;
  }

  private void mistake(Setting setting, String what) {
    String source = sources.find(setting).map(Sources.Found::source).orElse("not set");
    String told = "%s (%s, %s) %s".formatted(setting.key(), setting.environment(), source, what);
    if (!mistakes.contains(told)) {
      mistakes.add(told);
    }
  }
}
