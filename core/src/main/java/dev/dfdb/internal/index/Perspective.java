package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.storage.ReadView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a database value is, apart from the storage it is read from: the same state of that storage
 * or any later one gives the same datoms. Immutable.
 *
 * @param root the root after the last transaction it knows
 * @param schema the schema after that transaction
 * @param storedT the t of the last stored transaction it knows
 * @param window the part of time it shows of what is stored
 * @param speculations the transactions it shows that are not stored
 * @param filter lets through the datoms it shows, or null for all
 */
public record Perspective(
    Root root,
    Schema schema,
    long storedT,
    TimeWindow window,
    List<Speculation> speculations,
    @Nullable Predicate<Datom> filter) {

  /** All of the present at a state of the database. */
  public static Perspective of(Root root, Schema schema) {
    return new Perspective(root, schema, root.t(), TimeWindow.PRESENT, List.of(), null);
  }

  /** The same no later than {@code t}. */
  public Perspective asOf(long t) {
    List<Speculation> shown =
        speculations.stream().filter(with -> with.t() <= t).toList();
    return new Perspective(root, schema, storedT, window.asOf(t), shown, filter);
  }

  /** The same without what is no later than {@code t}. */
  public Perspective since(long t) {
    return new Perspective(root, schema, storedT, window.since(t), speculations, filter);
  }

  /** The same with everything that happened. */
  public Perspective history() {
    return new Perspective(root, schema, storedT, window.withHistory(), speculations, filter);
  }

  /** The same without what the predicate, or one given before, keeps out. */
  public Perspective filtered(Predicate<Datom> predicate) {
    Predicate<Datom> both = filter == null ? predicate : filter.and(predicate);
    return new Perspective(root, schema, storedT, window, speculations, both);
  }

  /** All that is known of the present, whatever of it this one shows. */
  public Perspective unfiltered() {
    TimeWindow shown = TimeWindow.PRESENT.asOf(window.period().upTo());
    return new Perspective(root, schema, storedT, shown, speculations, null);
  }

  /** All that is known of the present, whatever part of time this one shows. */
  public Perspective whole() {
    return new Perspective(root, schema, storedT, TimeWindow.PRESENT, speculations, null);
  }

  /** With one more transaction that is not stored. */
  public Perspective with(Root after, Schema schemaAfter, List<Datom> datoms) {
    List<Speculation> more = new ArrayList<>(speculations);
    more.add(new Speculation(after.t(), datoms));
    return new Perspective(after, schemaAfter, storedT, window, List.copyOf(more), filter);
  }

  /** The same within bounds of other dimensions of time. */
  public Perspective within(List<DimensionBound> bounds) {
    return new Perspective(root, schema, storedT, window.within(bounds), speculations, filter);
  }

  /**
   * The datoms, read from a state of the storage.
   *
   * @param viewT the t of that state, at least {@link #storedT}
   */
  public DatabaseValue over(ReadView view, long viewT) {
    TimeWindow all = unfiltered().window();
    DimensionTimes times = new DimensionTimes(
        () -> index(view, viewT, all), () -> index(view, viewT, all.withHistory()));
    IndexView index = filtered(dimensioned(view, viewT, window, times));
    // Whom a lookup ref names does not depend on what is shown of them.
    boolean showsAll = window.equals(all) && filter == null;
    IndexView names = showsAll ? index : index(view, viewT, all);
    return new DatabaseValue(
        index,
        names,
        schema,
        root,
        window.history(),
        new Versions(times, () -> filtered(dimensioned(view, viewT, window.withHistory(), times))),
        showsState() ? shownOf(viewT) : null,
        Surroundings.NONE);
  }

  /** Whether it shows all that was live at some t. */
  private boolean showsState() {
    return filter == null
        && speculations.isEmpty()
        && !window.history()
        && window.dimensions().isEmpty();
  }

  /** The transactions shown; without a bound if the state that is read has no later one. */
  private Period shownOf(long viewT) {
    Period period = window.period().until(storedT);
    return period.upTo() >= viewT ? new Period(period.after(), Long.MAX_VALUE) : period;
  }

  private IndexView filtered(IndexView whole) {
    Predicate<Datom> predicate = filter;
    return predicate == null
        ? whole
        : (range, reverse) ->
            new SelectedDatoms(whole.scan(range, reverse), datom -> predicate.test(datom.datom()));
  }

  private IndexView dimensioned(ReadView view, long viewT, TimeWindow shown, DimensionTimes times) {
    if (shown.dimensions().isEmpty()) {
      return index(view, viewT, shown);
    }
    IndexView everything = index(view, viewT, shown.inSystemTime().withHistory());
    DimensionOrder order = new DimensionOrder(shown.dimensions(), times, schema);
    IndexView history =
        (range, reverse) -> new SelectedDatoms(everything.scan(range, reverse), order::shows);
    return shown.history() ? history : new DimensionIndex(history, order, schema);
  }

  private IndexView index(ReadView view, long viewT, TimeWindow shown) {
    TimeWindow known = shown.asOf(storedT);
    IndexView stored = view instanceof LastingView lasting
        ? new ContinuedIndex(lasting, known)
        : new StoredIndex(view, viewT, known);
    return speculations.isEmpty()
        ? stored
        : new SpeculativeIndex(stored, speculations, shown, schema);
  }
}
