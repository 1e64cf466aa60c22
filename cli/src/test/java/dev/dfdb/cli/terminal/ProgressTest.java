package dev.dfdb.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private Progress progress(boolean interactive, boolean unicode, long total, long before) {
    Terminal terminal =
        new Terminal(new PrintStream(bytes, true, UTF_8), interactive, unicode, 120);
    return new Progress(terminal, "classes", "datoms", total, before, clock::get);
  }

  private String written() {
    return bytes.toString(UTF_8);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void whereNobodyWatchesEveryTenthIsAPlainLine() {
    Progress progress = progress(false, true, 1000, 0);

    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(100));
      progress.advance(10, 120, "java.base");
    }
    progress.finish();

    assertEquals(10, written().lines().count());
    assertEquals(
        "   10%, 100 of 1,000 classes, 1,200 datoms, 1,200/s, 9 s left, java.base",
        written().lines().findFirst().orElseThrow());
    assertFalse(written().contains("\u001b"));
    assertFalse(written().contains("\r"));
  }

  @Test
  void whereSomeoneWatchesOneLineIsDrawnAgainInPlace() {
    Progress progress = progress(true, true, 1000, 0);

    pass(Duration.ofSeconds(1));
    progress.advance(500, 6000, "java.base");
    progress.finish();

    assertEquals(
        "\r  ███████████████░░░░░░░░░░░░░░░  50%, 500 of 1,000 classes, 6,000 datoms, 6,000/s,"
            + " 1 s left, java.base\u001b[K\r\u001b[K",
        written());
  }

  @Test
  void theBarIsNotDrawnMoreOftenThanAnEyeSees() {
    Progress progress = progress(true, true, 1000, 0);

    for (int i = 0; i < 500; i++) {
      pass(Duration.ofMillis(1));
      progress.advance(1, 1, "java.base");
    }

    assertTrue(written().chars().filter(c -> c == '\r').count() <= 6, this::written);
  }

  @Test
  void theLastStepIsAlwaysDrawn() {
    Progress progress = progress(true, true, 2, 0);

    progress.advance(1, 1, "a");
    progress.advance(1, 1, "b");

    assertTrue(written().contains("100%"), this::written);
  }

  @Test
  void whatAnEarlierRunDidCountsForTheShareButNotForTheRate() {
    Progress progress = progress(false, true, 1000, 800);

    pass(Duration.ofSeconds(10));
    progress.advance(100, 1000, "jdk.jfr");

    assertEquals(
        "   90%, 900 of 1,000 classes, 1,000 datoms, 100/s, 10 s left, jdk.jfr",
        written().stripTrailing());
    assertEquals(1000, progress.items());
  }

  @Test
  void onAnAsciiTerminalTheBarIsAscii() {
    Progress progress = progress(true, false, 4, 0);

    progress.advance(1, 1, "a");

    assertTrue(written().contains("  #######.......................  25%"), this::written);
    assertTrue(written().chars().allMatch(c -> c < 128), this::written);
  }

  @Test
  void aLineNeverWrapsOnANarrowTerminal() {
    Progress progress = new Progress(
        new Terminal(new PrintStream(bytes, true, UTF_8), true, true, 40),
        "classes",
        "datoms",
        4,
        0,
        clock::get);

    progress.advance(1, 1, "a.very.long.module.name");

    String line = written().substring(1, written().indexOf('\u001b'));
    assertTrue(DisplayText.width(line) < 40, line);
  }

  @Test
  void onEightyColumnsEveryFigureIsThere() {
    Progress progress = new Progress(
        new Terminal(new PrintStream(bytes, true, UTF_8), true, true, 80),
        "classes",
        "datoms",
        26_518,
        0,
        clock::get);

    pass(Duration.ofSeconds(8));
    progress.advance(20_001, 214_308, "java.base");

    assertTrue(
        written().contains("  75%, 20,001 of 26,518 classes, 214,308 datoms, 26,789/s, 3 s left"),
        this::written);
  }

  @Test
  void aRateOfAMomentIsNotShown() {
    Progress progress = progress(true, true, 1000, 0);

    pass(Duration.ofNanos(30_000));
    progress.advance(100, 12_000, "");

    assertTrue(
        written().contains(" 10%, 100 of 1,000 classes, 12,000 datoms, 0 s\u001b[K"),
        this::written);
  }

  @Test
  void beforeTheFirstStepThereIsTheTimeThatHasPassed() {
    Progress progress = progress(true, true, Progress.UNKNOWN, 0);

    pass(Duration.ofSeconds(3));
    progress.redraw();
    progress.total(1000);
    progress.redraw();
    pass(Duration.ofSeconds(1));
    progress.advance(250, 400, "");

    assertTrue(written().contains("\r  | 0 datoms, 0/s, 3 s\u001b[K"), this::written);
    assertTrue(written().contains("░   0%, 0 of 1,000 classes, 0 datoms, 0/s, 3 s"), this::written);
    assertTrue(written().contains(" 25%, 250 of 1,000 classes, 400 datoms, 100/s, 12 s left"));
  }

  @Test
  void howMuchThereIsMayBeKnownLaterWhereNobodyWatches() {
    Progress progress = progress(false, true, Progress.UNKNOWN, 0);

    progress.total(10);
    progress.advance(1, 1, "");

    assertTrue(written().startsWith("   10%, 1 of 10 classes"), this::written);
  }

  @Test
  void workThatSaysNothingIsSeenToMove() {
    Semaphore drawn = new Semaphore(0);
    OutputStream counting = new OutputStream() {
      @Override
      public void write(int one) {
        bytes.write(one);
        if (one == '\r') {
          drawn.release();
        }
      }
    };
    Terminal terminal = new Terminal(new PrintStream(counting, true, UTF_8), true, true, 80);

    boolean moved = Progress.during(terminal, "compacting", () -> {
      try {
        return drawn.tryAcquire(3, 5, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });

    assertTrue(moved);
    assertTrue(
        written()
            .matches("(?s)\r  \\| compacting, \\d+ s\u001b\\[K\r  / compacting, \\d+ s\u001b.*"),
        this::written);
    assertTrue(written().endsWith("\r\u001b[K"), this::written);
  }

  @Test
  void whatIsToldMeanwhileStandsOnALineOfItsOwn() {
    Progress progress = progress(true, true, 2, 0);
    progress.advance(1, 1, "");

    progress.above(() -> bytes.writeBytes("row 3 is wrong\n".getBytes(UTF_8)));
    progress.finish();
    progress.redraw();

    assertTrue(written().contains("\r\u001b[Krow 3 is wrong\n"), this::written);
    assertTrue(written().endsWith("\r\u001b[K"), this::written);
  }

  @Test
  void nothingToDoIsAllDone() {
    Progress progress = progress(false, true, 0, 0);

    progress.advance(0, 0, "nothing");

    assertEquals("", written());
  }
}
