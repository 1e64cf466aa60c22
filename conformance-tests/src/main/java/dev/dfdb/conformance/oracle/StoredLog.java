package dev.dfdb.conformance.oracle;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The log in a storage, read as docs/FORMAT.md says. */
final class StoredLog {

  private static final int DATABASE = 1;
  private static final int LOG = 0x30;

  private StoredLog() {}

  /** The datoms of every transaction, by its t. */
  static Map<Long, Set<Datom>> read(ReadView storage) {
    Map<Long, ByteArrayOutputStream> chunks = new TreeMap<>();
    byte[] space = new KeyWriter().writeId(DATABASE).writeByte(LOG).toBytes();
    try (Stream<Entry> entries = storage.stream(KeyRange.prefix(space), ScanOptions.FORWARD)) {
      entries.forEach(entry -> {
        KeyReader key = new KeyReader(entry.key());
        key.skipRaw(space.length);
        chunks
            .computeIfAbsent(key.readId(), t -> new ByteArrayOutputStream())
            .writeBytes(entry.value());
      });
    }
    Map<Long, Set<Datom>> log = new HashMap<>();
    chunks.forEach((t, bytes) -> log.put(t, datoms(t, bytes.toByteArray())));
    return log;
  }

  private static Set<Datom> datoms(long t, byte[] bytes) {
    KeyReader reader = new KeyReader(bytes);
    reader.skipValue(); // the number of the commit
    Set<Datom> datoms = new HashSet<>();
    while (!reader.atEnd()) {
      boolean added = reader.readByte() == 1;
      long e = reader.readId();
      long a = reader.readId();
      Object v = Objects.requireNonNull(reader.readValue(), "no datom has nil in it");
      datoms.add(new Datom(e, a, v, OracleDatabase.tx(t), added));
    }
    return datoms;
  }
}
