package dev.dfdb.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a long piece of work has come: a bar drawn again in place where a person watches, a plain
 * line at every tenth elsewhere.
 *
 * <p>The work is counted in steps and yields items, whose rate is of interest. As long as it is not
 * known how many steps there are, there is a line with the time that has passed, which is seen to
 * move. It is there from the first moment, and is drawn again also where the work says nothing for
 * a while. Safe from any thread; to be closed.
 */
public final class Progress implements AutoCloseable {

  /** A total that is not known: then there is no bar, and no time left. */
  public static final long UNKNOWN = -1;

  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int NARROWEST_BAR = 6;
  private static final int WIDEST_BAR = 30;
  private static final int TENTHS = 10;
  private static final List<String> SPINNER = List.of("|", "/", "-", "\\");

  /** In less time than this neither a rate nor the time left means anything. */
  private static final long MEANINGFUL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Terminal terminal;
  private final String steps;
  private final String items;
  private final long before;
  private final LongSupplier clock;
  private final long started;

  private long total;
  private @Nullable Redrawing redrawing;
  private String at = "";
  private int turns;
  private boolean finished;
  private long done;
  private long yielded;
  private long drawn;
  private int linedTenths;

  /**
   * Starts the clock.
   *
   * @param steps what the steps are called, in the plural
   * @param items what the items are called, in the plural
   * @param total how many steps there are in all, or {@link #UNKNOWN}
   * @param before how many of them an earlier run has already done
   * @param clock nanoseconds, as {@link System#nanoTime} gives them
   */
  public Progress(
      Terminal terminal, String steps, String items, long total, long before, LongSupplier clock) {
    this.terminal = terminal;
    this.steps = steps;
    this.items = items;
    this.total = total;
    this.before = before;
    this.done = before;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.drawn = started - REDRAW_NANOS;
    this.linedTenths = total == UNKNOWN ? 0 : tenths();
  }

  /** Begins work of which is known how much there is, or {@link #UNKNOWN}. */
  public static Progress begin(Terminal terminal, String steps, String items, long total) {
    return begin(new Progress(terminal, steps, items, total, 0, System::nanoTime));
  }

  /** One that is not seen, as where a person watches what is written itself. */
  public static Progress hidden() {
    Terminal nowhere =
        Terminal.plain(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    return new Progress(nowhere, "", "", UNKNOWN, 0, System::nanoTime);
  }

  /** Does work that says nothing of how far it is, and shows for how long. */
  public static <T> T during(Terminal terminal, String what, Supplier<T> work) {
    Progress progress = begin(new Progress(terminal, what, "", UNKNOWN, 0, System::nanoTime));
    try {
      return work.get();
    } finally {
      progress.finish();
    }
  }

  /** Draws it now, and again and again, where a person watches. */
  public static Progress begin(Progress progress) {
    if (progress.terminal.interactive()) {
      progress.redraw();
      progress.redrawing = Redrawing.start(progress::redraw);
    }
    return progress;
  }

  /** Sets how many steps there are in all, as soon as that is known. */
  public synchronized void total(long steps) {
    total = steps;
  }

  /**
   * Records that more steps are done, more items are there, and what is being worked on, if
   * anything.
   */
  public synchronized void advance(long moreSteps, long moreItems, String now) {
    done += moreSteps;
    yielded += moreItems;
    at = now;
    if (terminal.interactive()) {
      drawIfDue();
    } else if (total != UNKNOWN && tenths() > linedTenths) {
      linedTenths = tenths();
      terminal.line("  " + figures() + (at.isEmpty() ? "" : ", " + at));
    }
  }

  /** Takes the bar away until it is drawn again, and tells something on a line of its own. */
  public synchronized void above(Runnable told) {
    if (terminal.interactive() && !finished) {
      erase();
    }
    told.run();
  }

  private void erase() {
    terminal.out().print("\r\u001b[K");
    terminal.out().flush();
  }

  /** Takes the bar away; what comes next starts on a line of its own. */
  public void finish() {
    Redrawing ending = redrawing;
    if (ending != null) {
      ending.close();
    }
    clear();
  }

  @Override
  public void close() {
    finish();
  }

  private synchronized void clear() {
    if (terminal.interactive() && !finished) {
      finished = true;
      erase();
    }
  }

  /** How long the work has taken so far. */
  public Duration elapsed() {
    return Duration.ofNanos(clock.getAsLong() - started);
  }

  /** How many items this run has yielded. */
  public synchronized long items() {
    return yielded;
  }

  private void drawIfDue() {
    if (clock.getAsLong() - drawn >= REDRAW_NANOS || (total != UNKNOWN && done >= total)) {
      redraw();
    }
  }

  /** Draws what is known. */
  synchronized void redraw() {
    if (finished) {
      return;
    }
    drawn = clock.getAsLong();
    int width = terminal.columns() - 1;
    String figures = figures();
    int room = width - "   ".length() - figures.length();
    String line = total == UNKNOWN
        ? "  " + SPINNER.get(turns++ % SPINNER.size()) + " " + figures
        : "  " + bar(Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, room))) + " " + figures;
    String whole = at.isEmpty() ? line : line + ", " + at;
    String shown = DisplayText.width(whole) <= width
        ? whole
        : DisplayText.fit(line, width, terminal.ellipsis());
    terminal.out().print("\r" + shown + "\u001b[K");
    terminal.out().flush();
  }

  private String bar(int columns) {
    int full = (int) (columns * fraction());
    return terminal.unicode()
        ? "█".repeat(full) + "░".repeat(columns - full)
        : "#".repeat(full) + ".".repeat(columns - full);
  }

  private String figures() {
    Duration elapsed = elapsed();
    boolean isLong = elapsed.toNanos() >= MEANINGFUL_NANOS;
    List<String> figures = new ArrayList<>();
    if (total != UNKNOWN) {
      figures.add(String.format("%3d%%", (int) (100 * fraction())));
      figures.add(Figures.count(done) + " of " + Figures.count(total) + " " + steps);
    } else if (items.isEmpty()) {
      figures.add(steps);
    }
    if (!items.isEmpty()) {
      figures.add(Figures.count(yielded) + " " + items);
      if (isLong) {
        figures.add(Figures.count(Math.round(yielded / (elapsed.toNanos() / 1e9))) + "/s");
      }
    }
    boolean isForeseen = total != UNKNOWN && isLong && done > before;
    figures.add(isForeseen ? Figures.roughly(timeLeft()) + " left" : Figures.roughly(elapsed));
    return String.join(", ", figures);
  }

  private Duration timeLeft() {
    long doneNow = Math.max(1, done - before);
    return Duration.ofNanos((long) ((double) elapsed().toNanos() / doneNow * (total - done)));
  }

  private double fraction() {
    return total <= 0 ? 1 : (double) done / total;
  }

  private int tenths() {
    return (int) (TENTHS * fraction());
  }
}
