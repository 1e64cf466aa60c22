package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.StorageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver logs, at its most talkative, and what an error shows. */
class LoggedSecretsTest {

  private static final String SECRET = "s3cret9";

  private final String table = TestServer.newTable();
  private final Logger logger = Logger.getLogger("org.postgresql");
  private final Log log = new Log();

  private static final class Log extends Handler {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  @BeforeEach
  void listen() {
    log.setLevel(Level.ALL);
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(log);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
    TestServer.drop(table);
  }

  @Test
  void noSecretIsLoggedOrShownWhereverInTheAddressItStands() {
    String place = "localhost:" + TestServer.port() + "/postgres";
    open("postgresql://postgres:" + SECRET + "@" + place);
    open("postgresql://postgres@" + place + "?sslmode=disable&sslpassword=" + SECRET);
    open("jdbc:postgresql://" + place + "?user=postgres&password=" + SECRET);
    open("postgresql://postgres:" + SECRET + "@" + place + "_of_nobody");
    open("postgresql://postgres:123/" + SECRET + "@" + place);
    open("postgresql://postgres/" + SECRET + "@" + place);
    open("jdbc:postgresql:app:" + SECRET + "@" + place);
    assertTrue(log.lines.stream().anyMatch(line -> line.contains("jdbc:postgresql://localhost")));
    log.lines.forEach(line -> assertFalse(line.contains(SECRET), line));
  }

  private void open(String uri) {
    StringWriter shown = new StringWriter();
    try (PostgresStorage storage =
        PostgresStorage.open(TestServer.config(table, "connection-uri", uri))) {
      shown.append(storage.toString());
    } catch (StorageException refusal) {
      refusal.printStackTrace(new PrintWriter(shown));
    }
    assertFalse(shown.toString().contains(SECRET), shown::toString);
  }
}
