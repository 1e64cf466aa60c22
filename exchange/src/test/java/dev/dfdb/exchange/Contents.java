package dev.dfdb.exchange;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a database holds, in words that are the same for two databases with other entity ids. */
final class Contents {

  private static final Keyword ID = Keyword.of("x/id");

  private Contents() {}

  /** Of every entity with an {@code :x/id}, its values as EDN; references by that of the other. */
  static Map<Object, Map<Keyword, Set<String>>> of(Db db) {
    Map<Long, Object> ids = new HashMap<>();
    try (Stream<Datom> datoms = db.datoms(Index.AEVT, ID)) {
      datoms.forEach(datom -> ids.put(datom.e(), datom.v()));
    }
    Map<Object, Map<Keyword, Set<String>>> contents = new TreeMap<>();
    try (Stream<Datom> datoms = db.datoms(Index.EAVT)) {
      datoms.filter(datom -> ids.containsKey(datom.e())).forEach(datom -> {
        AttributeInfo attribute = Objects.requireNonNull(db.attribute(datom.a()));
        boolean isRef = Keyword.of("db.type/ref").equals(attribute.valueType());
        Object value = isRef ? ids.getOrDefault((Long) datom.v(), db.ident(datom.v())) : datom.v();
        contents
            .computeIfAbsent(ids.get(datom.e()), id -> new TreeMap<>())
            .computeIfAbsent(attribute.ident(), a -> new TreeSet<>())
            .add(Edn.print(value));
      });
    }
    return contents;
  }
}
