package dev.dfdb.storage.postgres;

import dev.dfdb.error.MisconfiguredException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a server, as {@code psql} takes it or as JDBC does. It may hold a password, so
 * that nothing of it is ever shown.
 */
final class ConnectionUri {

  private static final Pattern LIBPQ = Pattern.compile(
      "postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?@]*)"
          + "(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?");

  private static final Pattern JDBC =
      Pattern.compile("jdbc:postgresql:(?:[^/].*|//(?<hosts>[^/?]*).*)?");

  /** The driver logs what it takes for a wrong port, which may be a part of a password. */
  private static final Pattern HOSTS =
      Pattern.compile("(?:(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?(?:,|$))*");

  /** Parameters the driver knows by another name than {@code psql}. */
  private static final Map<String, String> RENAMED = Map.of(
      "application_name", "ApplicationName",
      "connect_timeout", "connectTimeout",
      "keepalives", "tcpKeepAlive");

  private ConnectionUri() {}

  /**
   * Makes a source of connections to the server; it opens none.
   *
   * @throws MisconfiguredException if the URI can't be understood; it does not show it
   */
  static PGSimpleDataSource parse(String uri) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    Matcher libpq = LIBPQ.matcher(uri);
    try {
      if (libpq.matches() && HOSTS.matcher(libpq.group("hosts")).matches()) {
        String database = libpq.group("database");
        source.setURL("jdbc:postgresql://" + libpq.group("hosts") + "/"
            + (database == null ? "" : database) + parameters(libpq.group("parameters")));
        setCredentials(source, libpq.group("user"), libpq.group("password"));
        return source;
      }
      Matcher jdbc = JDBC.matcher(uri);
      if (jdbc.matches() && hasHosts(jdbc.group("hosts"))) {
        source.setURL(uri);
        return source;
      }
    } catch (IllegalArgumentException e) {
      throw malformed(); // the cause would show the URI, and the password in it
    }
    throw malformed();
  }

  private static boolean hasHosts(@Nullable String hosts) {
    return hosts == null || HOSTS.matcher(hosts).matches();
  }

  private static String parameters(@Nullable String parameters) {
    if (parameters == null || parameters.isEmpty()) {
      return "";
    }
    List<String> renamed = new ArrayList<>();
    for (String parameter : parameters.split("&", -1)) {
      int end = Math.max(parameter.indexOf('='), 0);
      String name = parameter.substring(0, end);
      renamed.add(RENAMED.getOrDefault(name, name) + parameter.substring(end));
    }
    return "?" + String.join("&", renamed);
  }

  private static void setCredentials(
      PGSimpleDataSource source, @Nullable String user, @Nullable String password) {
    if (user != null && !user.isEmpty()) {
      source.setUser(decode(user));
    }
    if (password != null) {
      source.setPassword(decode(password));
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static MisconfiguredException malformed() {
    return new MisconfiguredException(
        "the URI of the server can't be understood",
        Map.of(
            "option",
            PostgresOptions.CONNECTION_URI.name(),
            "expected",
            "postgresql://user@host:port/database or jdbc:postgresql://host/database"));
  }
}
