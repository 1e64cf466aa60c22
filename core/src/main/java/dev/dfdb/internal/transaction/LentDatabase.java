package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Perspective;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database as it is in the middle of a commit, lent to what the transaction calls. To be read by
 * the thread that commits, and only until it is closed.
 */
public final class LentDatabase implements DatabaseReader, AutoCloseable {

  private final Standpoint standpoint;
  private final Circumstances circumstances;
  private final List<Runnable> open = new ArrayList<>();
  private @Nullable DatabaseValue value;
  private boolean closed;

  LentDatabase(Standpoint standpoint, Circumstances circumstances) {
    this.standpoint = standpoint;
    this.circumstances = circumstances;
  }

  /** What it is a value of. */
  public Perspective perspective() {
    return standpoint.perspective();
  }

  @Override
  public Reading read(Perspective perspective) {
    checkOpen();
    Standpoint place = standpoint.at(perspective);
    return new Reading(
        place, perspective.equals(perspective()) ? value() : place.value(), () -> {});
  }

  private DatabaseValue value() {
    DatabaseValue known = value;
    if (known == null) {
      known = standpoint.value();
      value = known;
    }
    return known;
  }

  @Override
  public Committed speculate(Perspective before, Collection<?> forms) {
    checkOpen();
    return Evaluation.speculate(forms, standpoint.at(before), circumstances);
  }

  @Override
  public void closeWith(Runnable closing) {
    open.add(closing);
  }

  @Override
  public void isClosed(Runnable closing) {
    open.remove(closing);
  }

  @Override
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "the database given to a function or predicate of a transaction is gone with the call");
    }
  }

  @Override
  public void close() {
    closed = true;
    List.copyOf(open).forEach(Runnable::run);
  }
}
