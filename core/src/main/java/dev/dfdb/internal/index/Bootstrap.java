package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.WriteBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Transaction 0 of every database: the schema of schemas, as datoms like any other. */
public final class Bootstrap {

  private Bootstrap() {}

  /** The batch that begins a database where there is none. */
  public static WriteBatch batch(long commit, Limits limits) {
    WriteBatch.Builder batch = WriteBatch.builder();
    batch.requireAbsent(Root.key());
    Writes.of(0, commit, datoms().stream().map(Change::assertion).toList(), Schema.BUILTIN, limits)
        .addTo(batch);
    return batch.put(Root.key(), Root.first(commit).encode()).build();
  }

  private static List<Datom> datoms() {
    List<Datom> datoms = new ArrayList<>();
    long tx = EntityIds.ofTransaction(0);
    add(datoms, tx, Builtin.TX_INSTANT, Instant.EPOCH);
    add(datoms, Builtin.TX_INSTANT, Builtin.DIMENSION_NAME, Builtin.SYSTEM_TIME);
    add(datoms, Builtin.TX_INSTANT, Builtin.DIMENSION_TYPE, Dimension.INSTANT);
    for (Builtin.Named named : Builtin.enumerations()) {
      add(datoms, named.id(), Builtin.IDENT, named.ident());
    }
    for (Attribute attribute : Builtin.attributes()) {
      add(datoms, attribute.id(), Builtin.IDENT, attribute.ident());
      declare(datoms, attribute);
    }
    return datoms;
  }

  private static void declare(List<Datom> datoms, Attribute attribute) {
    long e = attribute.id();
    if (attribute.type() != null) {
      add(datoms, e, Builtin.VALUE_TYPE, attribute.type().id());
    }
    add(
        datoms,
        e,
        Builtin.CARDINALITY,
        attribute.many() ? Builtin.CARDINALITY_MANY : Builtin.CARDINALITY_ONE);
    if (attribute.unique() != null) {
      add(
          datoms,
          e,
          Builtin.UNIQUE,
          attribute.isIdentity() ? Builtin.UNIQUE_IDENTITY : Builtin.UNIQUE_VALUE);
    }
    if (attribute.tuple() instanceof TupleShape.Homogeneous tuple) {
      add(datoms, e, Builtin.TUPLE_TYPE, tuple.type().ident());
    }
  }

  private static void add(List<Datom> datoms, long e, long a, Object v) {
    datoms.add(new Datom(e, a, v, EntityIds.ofTransaction(0), true));
  }
}
