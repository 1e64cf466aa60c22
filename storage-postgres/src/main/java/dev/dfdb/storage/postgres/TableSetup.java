package dev.dfdb.storage.postgres;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the table of a storage, or checks that it is one. Its version is in its comment, which a
 * dump keeps.
 */
final class TableSetup {

  private static final int VERSION = 1;
  private static final Pattern COMMENT = Pattern.compile("dfdb storage, version (\\d{1,9})");

  private final Connections connections;
  private final TableName table;

  TableSetup(Connections connections, TableName table) {
    this.connections = connections;
    this.table = table;
  }

  /**
   * Sees to it that the table is there and one this code understands.
   *
   * @param create whether to make it if it is missing
   */
  void run(boolean create) {
    Jdbi jdbi = Jdbi.create(connections.source());
    try {
      String comment = jdbi.withHandle(this::comment);
      if (comment == null && create) {
        comment = jdbi.inTransaction(this::createdOrFound);
      }
      check(comment);
    } catch (SQLException e) {
      throw connections.errors().translate(e);
    } catch (JdbiException e) {
      throw e.getCause() instanceof SQLException cause
          ? failed(e, cause)
          : new StorageUnavailableException(
              "the table can't be looked at", connections.errors().context(), e);
    }
  }

  private StorageException failed(JdbiException e, SQLException cause) {
    return e instanceof ConnectionException
        ? connections.errors().connecting(cause)
        : connections.errors().translate(cause);
  }

  /** The comment of the table, empty for none, or null where there is no table. */
  private @Nullable String comment(Handle handle) {
    return handle
        .createQuery("SELECT coalesce(obj_description(c.oid, 'pg_class'), '') FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = :schema AND c.relname = :table")
        .bind("schema", table.schema())
        .bind("table", table.table())
        .mapTo(String.class)
        .findOne()
        .orElse(null);
  }

  /** Of several that come at once, one makes the table and the others find it. */
  private @Nullable String createdOrFound(Handle handle) throws SQLException {
    handle
        .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))) one")
        .bind("name", "dfdb " + table)
        .mapTo(Integer.class)
        .one();
    String comment = comment(handle);
    if (comment != null) {
      return comment;
    }
    boolean hasSchema = handle
        .createQuery("SELECT count(*) > 0 FROM pg_namespace WHERE nspname = :schema")
        .bind("schema", table.schema())
        .mapTo(Boolean.class)
        .one();
    if (!hasSchema) {
      // Even with IF NOT EXISTS this needs a right that who brings a schema may not have.
      execute(handle, "CREATE SCHEMA \"" + table.schema() + "\"");
    }
    for (String statement : Statements.create(table, VERSION)) {
      execute(handle, statement);
    }
    return comment(handle);
  }

  /** Statements that define things take no parameters, and colons in them are their own. */
  private static void execute(Handle handle, String statement) throws SQLException {
    try (Statement plain = handle.getConnection().createStatement()) {
      plain.execute(statement);
    }
  }

  private void check(@Nullable String comment) {
    Map<String, Object> context = connections.errors().context();
    if (comment == null) {
      throw new StorageUnavailableException(
          "there is no such table; set create-if-missing to make it", context);
    }
    Matcher matcher = COMMENT.matcher(comment);
    if (!matcher.matches()) {
      context.put("comment", comment);
      throw new MisconfiguredException(
          "the table is not one of dfdb; give it a name of its own", context);
    }
    int version = Integer.parseInt(matcher.group(1));
    if (version != VERSION) {
      context.put("version", version);
      context.put("understood", VERSION);
      throw new MisconfiguredException(
          "the table is of a version this code does not understand", context);
    }
  }
}
