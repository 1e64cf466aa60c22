package dev.dfdb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Runs the command in this process, without a terminal, and keeps what it writes. */
public final class Run {

  private final Map<String, String> environment = new HashMap<>();
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] input = {};

  public Run input(String text) {
    return input(text.getBytes(UTF_8));
  }

  public Run input(byte[] bytes) {
    input = bytes.clone();
    return this;
  }

  public Run variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs it, forgets what it wrote before, and gives the exit code. */
  public int with(String... arguments) {
    return Main.run(console(), arguments);
  }

  /** A console that writes to nothing written to before. */
  public Console console() {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    return new Console(
        Terminal.plain(new PrintStream(out, true, UTF_8)),
        Terminal.plain(new PrintStream(err, true, UTF_8)),
        new ByteArrayInputStream(input),
        environment);
  }

  public String out() {
    return out.toString(UTF_8);
  }

  /** What it wrote, where that is no text. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  public String err() {
    return err.toString(UTF_8);
  }
}
