package dev.dfdb.storage.postgres;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The table of a storage; schema and name are harmless wherever a statement has an identifier. */
record TableName(String schema, String table) {

  /** Leaves room for the name of the function beside it, in the 63 bytes of the server. */
  private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,49}");

  static TableName of(Settings settings) {
    return new TableName(
        checked(settings, PostgresOptions.SCHEMA), checked(settings, PostgresOptions.TABLE));
  }

  private static String checked(Settings settings, Option<String> option) {
    String name = settings.get(option);
    if (!VALID.matcher(name).matches()) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("option", option.name());
      context.put("value", name);
      context.put("expected", VALID.pattern());
      throw new MisconfiguredException("an identifier has an unusual form", context);
    }
    return name;
  }

  /** The table as an SQL identifier. */
  String quoted() {
    return "\"" + schema + "\".\"" + table + "\"";
  }

  /** The function that writes a batch, as an SQL identifier. */
  String writer() {
    return "\"" + schema + "\".\"" + table + "_write\"";
  }

  /** For people. */
  @Override
  public String toString() {
    return schema + "." + table;
  }
}
