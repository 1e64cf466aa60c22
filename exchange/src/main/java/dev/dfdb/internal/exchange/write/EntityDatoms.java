package dev.dfdb.internal.exchange.write;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The datoms of entities, one entity after the other in the order of their ids: of all, or of those
 * that have an attribute. One walk through the index serves as long as little of what it passes is
 * not wanted; over larger gaps it leaps. Used by one thread; to be closed.
 */
final class EntityDatoms implements AutoCloseable {

  /** Reading on costs about as much as beginning anew after so many datoms. */
  private static final int LEAP = 200;

  private final Db db;
  private final @Nullable Stream<Datom> wantedDatoms;
  private final @Nullable Iterator<Datom> wanted;
  private Stream<Datom> datoms;
  private Iterator<Datom> walk;
  private @Nullable Datom ahead;
  private long lastWanted = -1;

  /**
   * Begins a walk.
   *
   * @param attribute what the entities have; null for all entities
   */
  EntityDatoms(Db db, @Nullable Object attribute) {
    this.db = db;
    this.wantedDatoms = attribute == null ? null : db.datoms(Index.AEVT, attribute);
    this.wanted = wantedDatoms == null ? null : wantedDatoms.iterator();
    this.datoms = db.datoms(Index.EAVT);
    this.walk = datoms.iterator();
    step();
  }

  private void step() {
    ahead = walk.hasNext() ? walk.next() : null;
  }

  /** The datoms of the next entity; empty behind the last. */
  List<Datom> next() {
    Iterator<Datom> ids = wanted;
    if (ids == null) {
      return group();
    }
    while (ids.hasNext()) {
      long e = ids.next().e();
      if (e != lastWanted) {
        lastWanted = e;
        walkTo(e);
        return group();
      }
    }
    return List.of();
  }

  private void walkTo(long e) {
    for (int i = 0; ahead != null && ahead.e() < e; i++) {
      if (i == LEAP) {
        datoms.close();
        datoms = db.seekDatoms(Index.EAVT, e);
        walk = datoms.iterator();
      }
      step();
    }
  }

  private List<Datom> group() {
    List<Datom> group = new ArrayList<>();
    Datom first = ahead;
    while (ahead != null && first != null && ahead.e() == first.e()) {
      group.add(ahead);
      step();
    }
    return group;
  }

  @Override
  public void close() {
    datoms.close();
    if (wantedDatoms != null) {
      wantedDatoms.close();
    }
  }
}
