package dev.dfdb.storage.postgres;

import static java.util.Map.entry;

import dev.dfdb.error.MisconfiguredException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * The parameters of an address: those of the driver, by its names or those of {@code psql}. One
 * that nobody knows is refused, as it may have been meant to make the connection safe. Values are
 * never shown. Used by one thread.
 */
final class UriParameters {

  /** A parameter of the driver, and its words for those of {@code psql} that it says otherwise. */
  private record Meaning(PGProperty property, Map<String, String> words) {}

  private static final Map<String, Meaning> OF_PSQL = Map.ofEntries(
      same("application_name", PGProperty.APPLICATION_NAME),
      same("channel_binding", PGProperty.CHANNEL_BINDING),
      same("connect_timeout", PGProperty.CONNECT_TIMEOUT),
      same("gssencmode", PGProperty.GSS_ENC_MODE),
      same("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
      same("require_auth", PGProperty.REQUIRE_AUTH),
      same("sslnegotiation", PGProperty.SSL_NEGOTIATION),
      entry(
          "keepalives", new Meaning(PGProperty.TCP_KEEP_ALIVE, Map.of("0", "false", "1", "true"))),
      entry(
          "load_balance_hosts",
          new Meaning(PGProperty.LOAD_BALANCE_HOSTS, Map.of("disable", "false", "random", "true"))),
      entry(
          "target_session_attrs",
          new Meaning(
              PGProperty.TARGET_SERVER_TYPE,
              Map.of(
                  "any", "any",
                  "read-write", "primary",
                  "primary", "primary",
                  "read-only", "secondary",
                  "standby", "secondary",
                  "prefer-standby", "preferSecondary"))));

  /** What stands in the address itself. */
  private static final Set<String> PLACES =
      Set.of("host", "hostaddr", "port", "dbname", "PGHOST", "PGPORT", "PGDBNAME");

  private static final Set<PGProperty> SECRETS =
      Set.of(PGProperty.PASSWORD, PGProperty.SSL_PASSWORD);

  private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(?:\\.\\d{1,9})?");
  private static final int NEAR = 3;

  private final UnaryOperator<String> decoder;
  private final Map<PGProperty, String> read = new EnumMap<>(PGProperty.class);

  /** Reads none yet. */
  UriParameters(UnaryOperator<String> decoder) {
    this.decoder = decoder;
  }

  private static Map.Entry<String, Meaning> same(String name, PGProperty property) {
    return entry(name, new Meaning(property, Map.of()));
  }

  /** What was read. */
  Map<PGProperty, String> read() {
    return read;
  }

  /** A part of the address as it was before it was escaped. */
  String decoded(String text) {
    return decoder.apply(text);
  }

  /** Adds one that stands elsewhere in the address, escaped. */
  void put(PGProperty property, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      read.put(property, decoded(text));
    }
  }

  /** Reads what stands behind the question mark. */
  void readAll(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return;
    }
    // Behind a secret, or before an at sign, a name may be a piece of a secret.
    boolean isShown = text.indexOf('@') < 0;
    for (String parameter : text.split("&", -1)) {
      int end = parameter.indexOf('=');
      String name = end < 0 ? parameter : parameter.substring(0, end);
      Meaning meaning = OF_PSQL.get(name);
      PGProperty property = meaning == null ? PGProperty.forName(name) : meaning.property();
      if (property == null || PLACES.contains(name)) {
        throw isShown && end >= 0 && NAME.matcher(name).matches()
            ? unknown(name)
            : ConnectionUri.malformed();
      }
      Map<String, String> words = meaning == null ? Map.of() : meaning.words();
      String value = decoded(parameter.substring(end < 0 ? name.length() : end + 1));
      read.put(property, checked(name, property, words, value));
      isShown &= !SECRETS.contains(property);
    }
  }

  private static String checked(
      String name, PGProperty property, Map<String, String> words, String value) {
    if (!words.isEmpty()) {
      String word = words.get(value);
      if (word == null) {
        throw wrong(name, words.keySet().stream().sorted().toList());
      }
      return word;
    }
    String[] choices = property.getChoices();
    if (choices != null
        && property != PGProperty.REQUIRE_AUTH // takes several
        && Arrays.stream(choices).noneMatch(value::equalsIgnoreCase)) {
      throw wrong(name, List.of(choices));
    }
    String usual = property.getDefaultValue();
    if (usual != null
        && NUMBER.matcher(usual).matches()
        && !NUMBER.matcher(value).matches()) {
      throw wrong(name, List.of("a number"));
    }
    return value;
  }

  private static MisconfiguredException wrong(String name, List<String> expected) {
    Map<String, Object> context = context(name);
    context.put("expected", expected);
    return new MisconfiguredException(
        "a parameter of the URI has a value that it does not take", context);
  }

  private static MisconfiguredException unknown(String name) {
    Map<String, Object> context = context(name);
    if (PLACES.contains(name)) {
      context.put("expected", "//host:port/database, before the question mark");
      return new MisconfiguredException("the server stands at the front of its URI", context);
    }
    List<String> near = Stream.concat(
            Arrays.stream(PGProperty.values()).map(PGProperty::getName), OF_PSQL.keySet().stream())
        .filter(known -> !PLACES.contains(known) && distance(known, name) <= NEAR)
        .sorted()
        .toList();
    context.put("near", near);
    return new MisconfiguredException(
        "the URI has a parameter that the driver does not know", context);
  }

  private static Map<String, Object> context(String name) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("option", PostgresOptions.CONNECTION_URI.name());
    context.put("parameter", name);
    return context;
  }

  /** How many letters to add, drop or replace, as Levenshtein counts them. */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    Arrays.setAll(above, at -> at);
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean isSame =
            Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
        row[j] = Math.min(above[j - 1] + (isSame ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
