package dev.dfdb.internal.index;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** The datoms of a walk that a predicate lets through. */
final class SelectedDatoms implements PlacedDatoms {

  private final PlacedDatoms datoms;
  private final Predicate<PlacedDatoms> predicate;

  SelectedDatoms(PlacedDatoms datoms, Predicate<PlacedDatoms> predicate) {
    this.datoms = datoms;
    this.predicate = predicate;
  }

  @Override
  public boolean next() {
    while (datoms.next()) {
      if (predicate.test(datoms)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long e() {
    return datoms.e();
  }

  @Override
  public long a() {
    return datoms.a();
  }

  @Override
  public Object v() {
    return datoms.v();
  }

  @Override
  public long tx() {
    return datoms.tx();
  }

  @Override
  public boolean added() {
    return datoms.added();
  }

  @Override
  public byte[] bytes() {
    return datoms.bytes();
  }

  @Override
  public int start() {
    return datoms.start();
  }

  @Override
  public int groupEnd() {
    return datoms.groupEnd();
  }

  @Override
  public int end() {
    return datoms.end();
  }

  @Override
  public Supplier<Object> laterValue() {
    return datoms.laterValue();
  }

  @Override
  public void close() {
    datoms.close();
  }
}
