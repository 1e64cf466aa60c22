package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.Change;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Erasure;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.Rewriting;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Writes;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.WriteBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The transaction that says what was excised: its batch also leaves the {@link Erasure} beside the
 * root, from which moment on it is sure to be carried out.
 */
final class ExcisionTransaction {

  private final Basis basis;
  private final Root after;
  private final Erasure erasure;
  private final List<Datom> datoms;

  /**
   * Prepares it.
   *
   * @param basis the state before it
   * @param now the time on this machine's clock; the transaction's is never before the last one's
   * @param commit a random number by which this commit can be known again
   * @throws dev.dfdb.error.TransactionException if the request is refused
   */
  ExcisionTransaction(ExcisionRequest request, Basis basis, Instant now, long commit) {
    Root before = basis.root();
    long instant = Math.max(before.instant(), now.toEpochMilli());
    this.basis = basis;
    this.after = new Root(before.t() + 1, before.nextNamed(), before.nextEntity(), instant, commit);
    this.erasure = request.resolve(basis.standpoint().value(), after.t());
    this.datoms = datoms(erasure, instant);
  }

  private static List<Datom> datoms(Erasure erasure, long instant) {
    long tx = EntityIds.ofTransaction(erasure.t());
    List<Datom> datoms = new ArrayList<>();
    datoms.add(new Datom(tx, Builtin.TX_INSTANT, Instant.ofEpochMilli(instant), tx, true));
    boolean isOfEntity = erasure.entity() != DatomSource.NONE;
    long what = isOfEntity ? erasure.entity() : erasure.attributes().get(0);
    datoms.add(new Datom(tx, Builtin.EXCISE, what, tx, true));
    for (long a : erasure.attributes()) {
      if (a != what) {
        datoms.add(new Datom(tx, Builtin.EXCISE_ATTRS, a, tx, true));
      }
    }
    if (erasure.before() != erasure.t()) {
      datoms.add(new Datom(tx, Builtin.EXCISE_BEFORE_T, erasure.before(), tx, true));
    }
    return List.copyOf(datoms);
  }

  /** Its number. */
  long t() {
    return after.t();
  }

  /** Everything to write, guarded on the root. */
  WriteBatch batch(Limits limits) {
    WriteBatch.Builder batch = WriteBatch.builder();
    batch.requireHolds(Root.key(), basis.rootBytes());
    List<Change> changes = datoms.stream().map(Change::assertion).toList();
    Writes.of(t(), after.commit(), changes, basis.schema(), limits).addTo(batch);
    batch.put(Erasure.key(), erasure.encode());
    Rewriting.mark(batch);
    return batch.put(Root.key(), after.encode()).build();
  }

  /** What became of it, once it is committed. */
  Committed committed() {
    Perspective before = Perspective.of(basis.root(), basis.schema());
    return new Committed(before, Perspective.of(after, basis.schema()), datoms, Map.of());
  }
}
