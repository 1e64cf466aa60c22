package dev.dfdb.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One engine in a process of its own, which does what a {@link Contestant} tells it to. Its class
 * path, its compiled code and its garbage are its own affair, and it can be killed.
 *
 * <p>A command is a line, and so is its reply: {@code load 2} loads a workload; {@code answer 3}
 * gives a question's answer as a digest, and its beginning; {@code time 3 100} asks for so many
 * milliseconds and gives a {@link Timing}. A reply begins with the name of a {@link Reply.Kind}.
 */
public final class Respondent {

  private static final int BEGINNING = 300;
  private static final int MOST_SAMPLES = 100_000;

  private final Engine engine;
  private final List<Workload> workloads = Catalog.workloads();
  private List<Question> questions = List.of();
  private long consumed;

  private Respondent(Engine engine) {
    this.engine = engine;
  }

  /** Runs until there are no more commands; the argument names the engine. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream replies = new PrintStream(System.out, true, UTF_8);
    // What libraries print must not be taken for replies.
    System.setOut(System.err);
    Respondent respondent = new Respondent(Catalog.engine(arguments[0]));
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      replies.println(respondent.reply(line.split(" ", -1)));
    }
    respondent.engine.close();
    System.err.println(arguments[0] + ": values read: " + respondent.consumed);
    // Peers have threads that are no daemons.
    System.exit(0);
  }

  private Reply reply(String[] command) throws InterruptedException {
    try {
      int number = Integer.parseInt(command[1]);
      return switch (command[0]) {
        case "load" -> load(workloads.get(number));
        case "answer" -> answer(questions.get(number));
        default -> time(questions.get(number), Long.parseLong(command[2]));
      };
    } catch (TimeoutException e) {
      return new Reply(busy() ? Reply.Kind.BUSY : Reply.Kind.LATE, String.valueOf(e.getMessage()));
    } catch (UnsupportedOperationException e) {
      return new Reply(Reply.Kind.NONE, String.valueOf(e.getMessage()));
    } catch (Exception | StackOverflowError e) {
      e.printStackTrace();
      return new Reply(Reply.Kind.FAILED, e.toString());
    }
  }

  private Reply load(Workload workload) throws Exception {
    long start = System.nanoTime();
    engine.load(workload);
    questions = workload.questions();
    return new Reply(Reply.Kind.OK, String.valueOf(System.nanoTime() - start));
  }

  private Reply answer(Question question) throws Exception {
    long start = System.nanoTime();
    Object found = engine.askComparably(question);
    if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(Contestant.LIMIT_MILLIS)) {
      throw new TimeoutException("answered after the time limit");
    }
    String answer = Answers.normal(found);
    String beginning = answer.substring(0, Math.min(BEGINNING, answer.length()));
    return new Reply(Reply.Kind.OK, digest(answer) + " " + beginning.replace('\n', ' '));
  }

  /** Whether a query that was given up keeps a processor busy for seconds. */
  private static boolean busy() throws InterruptedException {
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = processor();
      Thread.sleep(500);
      if (processor() - before < TimeUnit.MILLISECONDS.toNanos(100)) {
        return false;
      }
    }
    return true;
  }

  private static String digest(String text) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private Reply time(Question question, long millis) throws Exception {
    List<Long> times = new ArrayList<>();
    long processor = processor();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long now = System.nanoTime();
    do {
      consumed += Answers.read(engine.ask(question));
      long then = System.nanoTime();
      times.add(then - now);
      now = then;
    } while (now < end && times.size() < MOST_SAMPLES);
    long used = (processor() - processor) / times.size();
    times.sort(null);
    return new Timing(times.get(times.size() / 2), used).reply();
  }

  /** What all threads of this process have used, in nanoseconds. */
  private static long processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
