package dev.dfdb.cli.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far a long piece of work has come: a bar drawn again in place where a person watches, a plain
 * line at every tenth elsewhere.
 *
 * <p>The work is counted in steps, whose total is known, and yields items, whose rate is of
 * interest. Used by one thread.
 */
public final class Progress {

  /** A total that is not known: then there is no bar, and no time left. */
  public static final long UNKNOWN = -1;

  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int NARROWEST_BAR = 6;
  private static final int WIDEST_BAR = 30;
  private static final int TENTHS = 10;

  private final Terminal terminal;
  private final String steps;
  private final String items;
  private final long total;
  private final long before;
  private final LongSupplier clock;
  private final long started;

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
    this.linedTenths = tenths();
  }

  /**
   * Records that more steps are done, more items are there, and what is being worked on, if
   * anything.
   */
  public void advance(long moreSteps, long moreItems, String at) {
    done += moreSteps;
    yielded += moreItems;
    if (terminal.interactive()) {
      redraw(at);
    } else if (total != UNKNOWN && tenths() > linedTenths) {
      linedTenths = tenths();
      terminal.line("  " + figures() + (at.isEmpty() ? "" : ", " + at));
    }
  }

  /** Takes the bar away; what comes next starts on a line of its own. */
  public void finish() {
    if (terminal.interactive()) {
      terminal.out().print("\r\u001b[K");
      terminal.out().flush();
    }
  }

  /** How long the work has taken so far. */
  public Duration elapsed() {
    return Duration.ofNanos(clock.getAsLong() - started);
  }

  /** How many items this run has yielded. */
  public long items() {
    return yielded;
  }

  private void redraw(String at) {
    long now = clock.getAsLong();
    if (now - drawn < REDRAW_NANOS && (total == UNKNOWN || done < total)) {
      return;
    }
    drawn = now;
    int width = terminal.columns() - 1;
    String figures = figures();
    int room = width - "   ".length() - figures.length();
    String line = total == UNKNOWN
        ? "  " + figures
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
    double seconds = elapsed().toNanos() / 1e9;
    long rate = seconds > 0 ? Math.round(yielded / seconds) : 0;
    if (total == UNKNOWN) {
      return String.join(
          ", ",
          Figures.count(yielded) + " " + items,
          Figures.count(rate) + "/s",
          Figures.roughly(elapsed()));
    }
    return String.join(
        ", ",
        String.format("%3d%%", (int) (100 * fraction())),
        Figures.count(done) + " of " + Figures.count(total) + " " + steps,
        Figures.count(yielded) + " " + items,
        Figures.count(rate) + "/s",
        Figures.roughly(timeLeft()) + " left");
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
