package dev.dfdb.internal.index;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A walk over an index that goes on in the present when its state is lost: behind what it has
 * given, and behind what it has passed over.
 */
final class ContinuedDatoms implements PlacedDatoms {

  /** So often it goes on although it got nowhere. */
  static final int MOST_VAIN = 20;

  private final ContinuedIndex index;
  private final boolean reverse;
  private final GivenDatoms given;
  private LastingView.State state;
  private IndexRange rest;
  private IndexRange restOfLive;
  private int vain;
  private @Nullable PassedKeys keys;
  private @Nullable PlacedDatoms walk;
  private boolean closed;

  ContinuedDatoms(ContinuedIndex index, IndexRange range, boolean reverse) {
    this.index = index;
    this.rest = range;
    this.restOfLive = range;
    this.reverse = reverse;
    this.given = index.hasHistory() ? new GivenDatoms.OfGroup() : new GivenDatoms.UpTo(reverse);
    this.state = index.view().state();
  }

  @Override
  public boolean next() {
    while (true) {
      try {
        PlacedDatoms datoms = open();
        while (datoms.next()) {
          if (given.add(datoms)) {
            return true;
          }
        }
        return false;
      } catch (TransientStorageException | StorageClosedException failure) {
        goOn(failure);
      }
    }
  }

  private PlacedDatoms open() {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "walk"));
    }
    PlacedDatoms datoms = walk;
    if (datoms == null) {
      PassedKeys passed = new PassedKeys(state.snapshot(), reverse);
      keys = passed;
      datoms = index.in(passed, state).scan(rest, restOfLive, reverse);
      walk = datoms;
    }
    return datoms;
  }

  private void goOn(StorageException failure) {
    if (closed || given.isTooMuch()) {
      throw failure;
    }
    LastingView.State next = index.view().after(state, failure);
    PassedKeys passed = keys;
    if (passed != null && walk != null) {
      IndexRange past = passed.restOfPast(rest);
      IndexRange live = passed.restOfLive(restOfLive, index.hasHistory());
      noteHeadway(live.equals(restOfLive) && past.equals(rest), failure);
      rest = past;
      restOfLive = live;
    }
    leave();
    state = next;
  }

  /** Gives up where states are lost again and again before anything was read of them. */
  private void noteHeadway(boolean isVain, StorageException failure) {
    vain = isVain ? vain + 1 : 0;
    if (vain > MOST_VAIN) {
      throw failure;
    }
  }

  private void leave() {
    PlacedDatoms datoms = walk;
    walk = null;
    keys = null;
    if (datoms != null) {
      datoms.close();
    }
  }

  /** Asks the datom it stands on, which may have to be looked up anew. */
  private <T> T ask(Function<PlacedDatoms, T> question) {
    while (true) {
      try {
        return question.apply(standing());
      } catch (TransientStorageException failure) {
        standAgain(failure);
      }
    }
  }

  private PlacedDatoms standing() {
    PlacedDatoms datoms = walk;
    if (datoms == null) {
      throw new IllegalStateException("the walk does not stand on a datom");
    }
    return datoms;
  }

  private void standAgain(StorageException failure) {
    Datum last = given.last();
    if (last == null) {
      throw failure;
    }
    goOn(failure);
    rest = reverse ? rest.endingWith(last.place()) : rest.beginningWith(last.place());
    restOfLive = rest;
    while (true) {
      try {
        PlacedDatoms datoms = open();
        while (datoms.next()) {
          if (last.isAt(datoms, index.hasHistory())) {
            return;
          }
        }
        throw failure; // it was removed for good meanwhile
      } catch (TransientStorageException again) {
        goOn(again);
      }
    }
  }

  @Override
  public Supplier<Object> laterValue() {
    Supplier<Object> value = ask(PlacedDatoms::laterValue);
    Datum datum = given.last();
    return () -> {
      try {
        return value.get();
      } catch (TransientStorageException | StorageClosedException failure) {
        if (closed || datum == null) {
          throw failure;
        }
        return lookUp(datum, failure);
      }
    };
  }

  private Object lookUp(Datum datum, StorageException failure) {
    IndexRange only = rest.beginningWith(datum.place()).endingWith(datum.place());
    try (PlacedDatoms datoms = index.scan(only, false)) {
      while (datoms.next()) {
        if (datum.isAt(datoms, index.hasHistory())) {
          return datoms.v();
        }
      }
    }
    throw failure;
  }

  @Override
  public byte[] bytes() {
    return standing().bytes();
  }

  @Override
  public int start() {
    return standing().start();
  }

  @Override
  public int groupEnd() {
    return standing().groupEnd();
  }

  @Override
  public int end() {
    return standing().end(); // asked for before, when it was noted as given
  }

  @Override
  public long e() {
    return standing().e();
  }

  @Override
  public long a() {
    return standing().a();
  }

  @Override
  public Object v() {
    return ask(PlacedDatoms::v);
  }

  @Override
  public long tx() {
    return ask(PlacedDatoms::tx);
  }

  @Override
  public boolean added() {
    return standing().added();
  }

  @Override
  public void close() {
    closed = true;
    leave();
  }
}
