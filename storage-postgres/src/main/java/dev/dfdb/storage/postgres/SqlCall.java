package dev.dfdb.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done on a connection.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
interface SqlCall<T> {

  /** Does it. */
  T on(Connection connection) throws SQLException;
}
