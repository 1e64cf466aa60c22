package dev.dfdb.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import dev.dfdb.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a person has it: a process of its own behind a real terminal. */
@DisabledOnOs(OS.WINDOWS)
class TerminalTest {

  private static final long PATIENCE_SECONDS = 240;
  private static final String TAB = "\t";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String CTRL_P = "\u0010";

  @TempDir
  private Path folder;

  private final StringBuilder screen = new StringBuilder();
  private PtyProcess shell;
  private int seen;

  @BeforeEach
  void start() throws IOException {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(
        "-Dstdout.encoding=UTF-8",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "shell",
        "--db",
        "rocksdb:" + folder.resolve("people")));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TERM", "xterm");
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    shell = new PtyProcessBuilder(command.toArray(String[]::new))
        .setEnvironment(environment)
        .setInitialColumns(100)
        .setInitialRows(40)
        .setRedirectErrorStream(true)
        .start();
    Thread reading = new Thread(this::read, "screen");
    reading.setDaemon(true);
    reading.start();
  }

  @AfterEach
  void end() {
    shell.destroyForcibly();
  }

  private void read() {
    try (InputStream out = shell.getInputStream()) {
      byte[] buffer = new byte[4096];
      for (int read = out.read(buffer); read >= 0; read = out.read(buffer)) {
        synchronized (screen) {
          screen.append(new String(buffer, 0, read, UTF_8));
          screen.notifyAll();
        }
      }
    } catch (IOException gone) {
      synchronized (screen) {
        screen.append("(closed)");
        screen.notifyAll();
      }
    }
  }

  private void type(String keys) throws IOException {
    shell.getOutputStream().write(keys.getBytes(UTF_8));
    shell.getOutputStream().flush();
  }

  /** Waits until a text has appeared behind all that was waited for before. */
  private void await(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (screen) {
      int at = screen.indexOf(text, seen);
      while (at < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertTrue(left > 0, () -> "no \"" + text + "\" after: " + screen.substring(seen));
        screen.wait(left);
        at = screen.indexOf(text, seen);
      }
      seen = at + text.length();
    }
  }

  @Test
  void aConversation() throws Exception {
    await("help says what can be said");
    await("dfdb> ");

    type("[{:person/name \"Ada\" :person/age 36} {:person/name \"Bob\"}]\r");
    await("t 1, 6 datoms");
    await("dfdb> ");
    type("{:person/name \"Eve\"}\r");
    await("t 2, ");
    await("dfdb> ");

    // A query over several lines.
    type("[:find ?name\r");
    await("... ");
    type(" :where [_ :person/name ?name]\r");
    await("... ");
    type(" :order-by ?name]\r");
    await("Ada");
    await("Bob");
    await("Eve");
    await("3 rows in ");
    await("dfdb> ");

    // An error, its message, and its place.
    type("[:find ?x :where (nobody ?x)]\r");
    await("error: ");
    await("nobody");
    await("^");
    await("dfdb> ");

    // Completion of an attribute that was never declared.
    type("[:find ?a . :where [_ :person/ag" + TAB);
    await("e ");
    type("?a]]\r");
    await("36");
    await("1 row in ");
    await("dfdb> ");

    // Another time.
    type("as-of 1\r");
    await("dfdb as of 1> ");
    type("[:find (count ?p) . :where [?p :person/name]]\r");
    await("2\r\n");
    await("dfdb as of 1> ");
    type("present\r");
    await("dfdb> ");

    // A line that is given up, and one from the history.
    type("[:find never" + CTRL_C);
    await("dfdb> ");
    type(CTRL_P);
    await("present");
    type("\r");
    await("dfdb> ");

    type(CTRL_D);
    assertTrue(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, shell.exitValue());
    assertTrue(Files.readString(folder.resolve("state/dfdb/history")).contains(":person/age 36"));
  }
}
