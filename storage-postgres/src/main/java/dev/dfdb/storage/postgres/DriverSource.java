package dev.dfdb.storage.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Makes connections by the driver. The driver logs the URL it is given, and its own data sources
 * write every parameter into that: so here the URL has the server and the database, and parameters
 * go beside it. Safe from any thread.
 */
final class DriverSource implements DataSource {

  private final Driver driver = new Driver();
  private final ConnectionUri uri;
  private volatile int loginTimeout;

  DriverSource(ConnectionUri uri) {
    this.uri = uri;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Properties parameters = new Properties();
    uri.parameters().forEach((property, value) -> property.set(parameters, value));
    if (loginTimeout > 0) {
      PGProperty.LOGIN_TIMEOUT.set(parameters, loginTimeout);
    }
    Connection connection = driver.connect(uri.url(), parameters);
    if (connection == null) {
      throw new SQLException("the driver does not know its own kind of URL");
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the role is a part of the address");
  }

  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {
    // The driver has a logger.
  }

  @Override
  public Logger getParentLogger() {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (!type.isInstance(this)) {
      throw new SQLException("wraps nothing");
    }
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /** Where the server is, without anything secret. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
