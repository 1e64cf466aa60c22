package dev.dfdb.storage;

import dev.dfdb.error.MisconfiguredException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, in one line: {@code scheme:place?name=value&name=value#namespace}.
 *
 * <pre>
 * memory:
 * rocksdb:/var/lib/people?durability=async
 * postgresql://app@db.example.org/app?sslmode=verify-full&amp;table=people
 * foundationdb:/etc/foundationdb/fdb.cluster?key-prefix=people#workspace-1
 * </pre>
 *
 * <p>The scheme says which backend it is ({@link StorageProvider#schemes}), the backend what a
 * place is. Everything behind the scheme may be percent-encoded, and {@code % ? #} and, in a
 * parameter, {@code &} have to be; a plus sign is one. The namespace may also be the parameter
 * {@code namespace}. Immutable.
 */
public final class StorageUri {

  /** Two letters at least: what begins with one is a path on Windows. */
  private static final Pattern FORM = Pattern.compile(
      "(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):(?<place>[^?#]*)(?:\\?(?<parameters>[^#]*))?"
          + "(?:#(?<namespace>.*))?",
      Pattern.DOTALL);

  private static final String NAMESPACE = "namespace";

  private final String scheme;
  private final String place;
  private final Map<String, String> parameters;
  private final @Nullable String namespace;

  private StorageUri(
      String scheme, String place, Map<String, String> parameters, @Nullable String namespace) {
    this.scheme = scheme;
    this.place = place;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.namespace = namespace;
  }

  /** Whether a text begins with a scheme, which a path of a file does not. */
  public static boolean hasScheme(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Takes a text apart.
   *
   * @throws MisconfiguredException if it is no such URI; it does not show it, as it may hold a
   *     password
   */
  public static StorageUri parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw malformed("a scheme, such as rocksdb:, is missing");
    }
    Map<String, String> parameters = parameters(form.group("parameters"));
    String named = parameters.remove(NAMESPACE);
    String fragment = form.group("namespace") == null ? null : decode(form.group("namespace"));
    if (named != null && fragment != null) {
      throw malformed("the namespace is given twice");
    }
    return new StorageUri(
        form.group("scheme"), form.group("place"), parameters, fragment == null ? named : fragment);
  }

  private static Map<String, String> parameters(@Nullable String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (text == null || text.isEmpty()) {
      return parameters;
    }
    for (String parameter : text.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals <= 0) {
        throw malformed("a parameter is not of the form name=value");
      }
      String name = decode(parameter.substring(0, equals));
      if (parameters.put(name, decode(parameter.substring(equals + 1))) != null) {
        throw malformed("a parameter is given twice");
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("a percent sign has no two hexadecimal digits after it; write %25 for one");
    }
  }

  private static MisconfiguredException malformed(String reason) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("reason", reason);
    context.put("expected", "scheme:place?name=value&name=value#namespace");
    return new MisconfiguredException("the URI of the database can't be understood", context);
  }

  /** What comes before the first colon. */
  public String scheme() {
    return scheme;
  }

  /** What comes between the scheme and the parameters, as it was written; maybe empty. */
  public String place() {
    return place;
  }

  /**
   * The place as a path: decoded, and {@code /data} for {@code ///data}.
   *
   * @throws MisconfiguredException if it names a host, as {@code //host/data} does
   */
  public String path() {
    String path = decode(place);
    if (!path.startsWith("//")) {
      return path;
    }
    if (!path.startsWith("///")) {
      throw malformed("a path with two slashes before it names a host; write one, or three");
    }
    return path.substring(2);
  }

  /** The parameters, decoded, in their order; without the namespace. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** The name of the namespace, if there is one. */
  public Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  /** The URI without parameters and passwords, to be shown. */
  @Override
  public String toString() {
    boolean isUnsure = place.indexOf('@') < 0
        && (String.valueOf(namespace).indexOf('@') >= 0 || parameters.toString().indexOf('@') >= 0);
    if (place.startsWith("//") && isUnsure) {
      return scheme + "://(not shown)"; // a password that was not encoded may be anywhere
    }
    int at = place.lastIndexOf('@');
    int colon = place.indexOf(':');
    String shown = at >= 0 && colon >= 0 && colon < at
        ? place.substring(0, colon) + place.substring(at)
        : place;
    return scheme + ":" + shown + (namespace == null ? "" : "#" + namespace);
  }
}
