package dev.dfdb.storage.postgres;

import dev.dfdb.error.MisconfiguredException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * The address of a server, as {@code psql} takes it or as JDBC does. It may hold a password, and
 * where it is written wrong, anywhere: so it is understood here, strictly, and neither the driver,
 * which logs what it is given as a URL, nor an error ever gets it.
 *
 * @param hosts names or addresses with their ports
 * @param database the database, empty for that of the role's name
 * @param parameters of the driver, role and password included
 */
record ConnectionUri(String hosts, String database, Map<PGProperty, String> parameters) {

  private static final String DATABASE = "[^/?#@:&=]*";

  /** Up to the at sign everything belongs to the role and its password, as in libpq. */
  private static final Pattern LIBPQ = Pattern.compile(
      "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?@]*)"
          + "(?:/(?<database>" + DATABASE + "))?(?:\\?(?<parameters>[^@]*))?");

  private static final Pattern JDBC =
      Pattern.compile("jdbc:postgresql:(?://(?<hosts>[^/?@]*)(?:/(?<database>" + DATABASE
          + "))?|(?<local>" + DATABASE + "))(?:\\?(?<parameters>.*))?");

  private static final String HOST =
      "(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::(?:[1-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d\\d"
          + "|655[0-2]\\d|6553[0-5]))?";

  private static final Pattern HOSTS = Pattern.compile(HOST + "(?:," + HOST + ")*");

  /** Keeps the parameters as they are. */
  ConnectionUri {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Understands an address.
   *
   * @throws MisconfiguredException if it can't be understood; it does not show it
   */
  static ConnectionUri parse(String uri) {
    Matcher libpq = LIBPQ.matcher(uri);
    Matcher jdbc = JDBC.matcher(uri);
    try {
      if (libpq.matches()) {
        UriParameters parameters = new UriParameters(ConnectionUri::decodePlain);
        parameters.readAll(libpq.group("parameters"));
        parameters.put(PGProperty.USER, libpq.group("user"));
        parameters.put(PGProperty.PASSWORD, libpq.group("password"));
        return of(libpq.group("hosts"), libpq.group("database"), parameters);
      }
      if (jdbc.matches()) {
        UriParameters parameters = new UriParameters(ConnectionUri::decode);
        parameters.readAll(jdbc.group("parameters"));
        String local = jdbc.group("local");
        return of(jdbc.group("hosts"), local == null ? jdbc.group("database") : local, parameters);
      }
    } catch (IllegalArgumentException e) {
      throw malformed(); // the cause would show the URI, and the password in it
    }
    throw malformed();
  }

  private static ConnectionUri of(
      @Nullable String hosts, @Nullable String database, UriParameters parameters) {
    String present = hosts == null || hosts.isEmpty() ? "localhost" : hosts;
    if (!HOSTS.matcher(present).matches()) {
      throw malformed();
    }
    String name = database == null ? "" : parameters.decoded(database);
    return new ConnectionUri(present, name, parameters.read());
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** In libpq, a plus sign is one. */
  private static String decodePlain(String text) {
    return decode(text.replace("+", "%2B"));
  }

  /** The address without parameters, as the driver wants it. */
  String url() {
    return "jdbc:postgresql://" + hosts + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
  }

  /** The same server, where a parameter is another. */
  ConnectionUri with(PGProperty parameter, String value) {
    Map<PGProperty, String> more = new EnumMap<>(PGProperty.class);
    more.putAll(parameters);
    more.put(parameter, value);
    return new ConnectionUri(hosts, database, more);
  }

  /** The same server, where a parameter is another unless it is given. */
  ConnectionUri withDefault(PGProperty parameter, String value) {
    return parameters.containsKey(parameter) ? this : with(parameter, value);
  }

  /** Where the server is, without anything secret. */
  @Override
  public String toString() {
    return hosts + "/" + database;
  }

  static MisconfiguredException malformed() {
    return new MisconfiguredException(
        "the URI of the server can't be understood",
        Map.of(
            "option",
            PostgresOptions.CONNECTION_URI.name(),
            "expected",
            "postgresql://user@host:port/database?name=value or"
                + " jdbc:postgresql://host/database?name=value, with / @ : ? # & escaped as %2F %40"
                + " %3A %3F %23 %26 in a user or password"));
  }
}
