package dev.dfdb.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The process of an engine, seen from the one that measures. An engine that does not answer in time
 * is killed, and begun again with the same data. Belongs to one thread.
 */
final class Contestant implements AutoCloseable {

  /** The most that a question may take. */
  static final long LIMIT_MILLIS = 10_000;

  private static final long GRACE_MILLIS = 5_000;
  private static final long LOADING_MILLIS = 600_000;
  private static final String END = "";

  private final String engine;
  private final String heap;
  private Process process;
  private PrintStream commands;
  private BlockingQueue<String> replies;
  private int workload = -1;
  private boolean usable = true;

  /**
   * Starts a process.
   *
   * @param engine the name in the {@link Catalog}
   * @param heap the most heap it may have, as for {@code -Xmx}
   */
  Contestant(String engine, String heap) throws IOException {
    this.engine = engine;
    this.heap = heap;
    process = start();
    commands = new PrintStream(process.getOutputStream(), true, UTF_8);
    replies = read(process);
  }

  String engine() {
    return engine;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-cp",
            System.getProperty("java.class.path"),
            Respondent.class.getName(),
            engine)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BlockingQueue<String> read(Process process) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        in.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException e) {
        // The process was killed.
      }
      lines.add(END);
    });
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  /** Begins to load a workload; {@link #loaded} waits for it. */
  void load(int number) {
    workload = number;
    commands.println("load " + number);
  }

  /** Waits until the workload is loaded. An engine that fails takes no part in the group. */
  Reply loaded() throws IOException, InterruptedException {
    Reply reply = await(LOADING_MILLIS);
    usable = reply.ok();
    if (!usable) {
      restart();
    }
    return reply;
  }

  /** The digest and the beginning of the answer to a question. */
  Reply answer(int question) throws IOException, InterruptedException {
    return ask("answer " + question, LIMIT_MILLIS + GRACE_MILLIS);
  }

  /** Asks for so many milliseconds, at least once, and gives a {@link Timing}. */
  Reply time(int question, long millis) throws IOException, InterruptedException {
    return ask("time " + question + " " + millis, millis + LIMIT_MILLIS + GRACE_MILLIS);
  }

  private Reply ask(String command, long limit) throws IOException, InterruptedException {
    if (!usable) {
      return new Reply(Reply.Kind.FAILED, "its data could not be loaded");
    }
    commands.println(command);
    Reply reply = await(limit);
    if (!process.isAlive() || reply.kind() == Reply.Kind.BUSY) {
      restart();
      load(workload);
      usable = await(LOADING_MILLIS).ok();
    }
    return reply;
  }

  private Reply await(long millis) throws InterruptedException {
    String line = replies.poll(millis, TimeUnit.MILLISECONDS);
    if (line == null) {
      kill();
      return new Reply(Reply.Kind.LATE, "killed after " + millis + " ms");
    }
    if (line.equals(END)) {
      kill();
      return new Reply(Reply.Kind.FAILED, "its process ended");
    }
    return Reply.parse(line);
  }

  private void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void restart() throws IOException, InterruptedException {
    kill();
    process = start();
    commands = new PrintStream(process.getOutputStream(), true, UTF_8);
    replies = read(process);
  }

  /** Lets the process clean up and end; if it is interrupted or takes too long, kills it. */
  @Override
  public void close() {
    commands.close();
    try {
      process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
