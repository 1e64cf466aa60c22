package dev.dfdb.internal.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.datom.Datom;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.SortedMapStorage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Changes laid over a storage read as if they were written. */
class OverlayTest {

  private static final Limits LIMITS = new Limits(1024, 1 << 20, 1 << 24);

  @Property(tries = 300)
  void readsAsIfTheChangesWereWritten(
      @ForAll("datoms") List<Datom> below,
      @ForAll("datoms") List<Datom> above,
      @ForAll boolean reverse) {
    SortedMapStorage beneath = new SortedMapStorage();
    SortedMapStorage written = new SortedMapStorage();
    apply(beneath, 1, below);
    apply(written, 1, below);
    apply(written, 2, above);
    Overlay overlay = new Overlay(beneath);
    overlay.add(Writes.of(2, 0, changes(above), Schema.BUILTIN, LIMITS));

    ScanOptions options = reverse ? ScanOptions.REVERSE : ScanOptions.FORWARD;
    List<Entry> all = read(written, KeyRange.all(), options);
    assertEquals(all, read(overlay, KeyRange.all(), options));
    assertEquals(
        all.stream().limit(3).toList(), read(overlay, KeyRange.all(), options.withLimit(3)));
    for (Entry entry : all) {
      KeyRange range = KeyRange.between(entry.key(), false, null, false);
      assertEquals(read(written, range, options), read(overlay, range, options));
    }
    List<byte[]> keys = new ArrayList<>(all.stream().map(Entry::key).toList());
    read(beneath, KeyRange.all(), options).forEach(entry -> keys.add(entry.key()));
    List<byte[]> values = overlay.getAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      assertArrayEquals(written.get(keys.get(i)), values.get(i));
    }
  }

  private static void apply(SortedMapStorage storage, long t, List<Datom> datoms) {
    WriteBatch.Builder batch = WriteBatch.builder();
    Writes.of(t, 0, changes(datoms), Schema.BUILTIN, LIMITS).addTo(batch);
    storage.batchWrite(batch.build());
  }

  private static List<Change> changes(List<Datom> datoms) {
    return datoms.stream().map(datom -> new Change(datom, 1)).toList();
  }

  private static List<Entry> read(ReadView view, KeyRange range, ScanOptions options) {
    try (Stream<Entry> entries = view.stream(range, options)) {
      return entries.toList();
    }
  }

  @Provide
  Arbitrary<List<Datom>> datoms() {
    return Combinators.combine(
            Arbitraries.longs().between(64, 67),
            Arbitraries.of(Builtin.DOC, Builtin.IDENT),
            Arbitraries.of("a", "b", "x".repeat(300)),
            Arbitraries.of(true, false))
        .as((e, a, v, added) -> new Datom(e, a, v, EntityIds.ofTransaction(2), added))
        .list()
        .ofMaxSize(12);
  }
}
