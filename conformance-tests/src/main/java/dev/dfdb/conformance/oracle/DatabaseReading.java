package dev.dfdb.conformance.oracle;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.List;
import java.util.stream.Stream;

/** Reads a real database. */
record DatabaseReading(Db db) implements Reading {

  @Override
  public long entity(Object name) {
    Long id = db.entid(name);
    if (id == null) {
      throw new IllegalArgumentException("names no entity");
    }
    return id;
  }

  @Override
  public List<Object> values(Object entity, String attribute) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, entity(entity), attribute)) {
      return datoms.map(Datom::v).toList();
    }
  }

  @Override
  public long size(Object entity) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, entity(entity))) {
      return datoms.count();
    }
  }

  @Override
  public List<Long> referring(Object entity, String attribute) {
    String query = "[:find [?e ...] :in $ ?v :where [?e " + attribute + " ?v]]";
    return db.q(query, entity(entity)).values().stream().map(e -> (Long) e).toList();
  }
}
