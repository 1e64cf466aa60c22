package dev.dfdb.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SortedMapStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A history is in one order, however few of its datoms are held at a time. */
class OrderedHistoryTest {

  private final SortedMapStorage storage = new SortedMapStorage();
  private final Connection connection = Dfdb.createDb(Map.of("storage", storage));
  private long e;

  @BeforeEach
  void changeOftenInBothDirections() {
    connection.transact("[{:db/ident :many :db/cardinality :db.cardinality/many}]");
    e = connection.transact("[{:db/id \"e\" :n 0 :text \"first\"}]").id("e");
    for (long i = 0; i < 30; i++) {
      String text = "x".repeat(i % 3 == 0 ? 700 : 3) + i * 7 % 10;
      connection.transact(
          List.of(Map.of(":db/id", e, ":n", i * 7 % 10, ":text", text, ":many", text)));
      if (i % 4 == 3) {
        connection.transact(List.of(List.of(":db/retract", e, ":many")));
      }
    }
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void aGroupIsReadInPartsOfAnySize() {
    for (Index index : Index.values()) {
      IndexRange all = IndexRange.of(index, DatomSource.NONE, DatomSource.NONE, null);
      List<Datom> whole = read(all, false, 1_000_000);
      for (int most : new int[] {1, 2, 3, 7, 20}) {
        assertEquals(whole, read(all, false, most), index + ", " + most + " at a time");
      }
      List<Datom> back = new ArrayList<>(whole);
      Collections.reverse(back);
      assertEquals(back, read(all, true, 5), index + ", back");
    }
  }

  @Test
  void aRangeThatCutsAGroupIsReadInPartsToo() {
    long a = attribute(":n");
    List<Datom> from = read(IndexRange.from(Index.EAVT, e, a, 4L), false, 1_000_000);
    assertEquals(4L, from.get(0).v());
    assertEquals(from, read(IndexRange.from(Index.EAVT, e, a, 4L), false, 2));
    List<Datom> one = read(IndexRange.of(Index.AEVT, e, a, 4L), false, 2);
    assertEquals(6, one.size());
    assertEquals(List.of(true, false, true, false, true, false), added(one));
  }

  private static List<Boolean> added(List<Datom> datoms) {
    return datoms.stream().map(Datom::added).toList();
  }

  private long attribute(String ident) {
    Long id = connection.db().entid(ident);
    return id == null ? DatomSource.NONE : id;
  }

  private List<Datom> read(IndexRange range, boolean reverse, int most) {
    long t = connection.db().basisT();
    List<Datom> datoms = new ArrayList<>();
    try (Snapshot snapshot = storage.snapshot()) {
      IndexView history = new StoredIndex(snapshot, t, TimeWindow.PRESENT.withHistory());
      try (DatomCursor cursor = new OrderedHistory(history, range, reverse, most)) {
        while (cursor.next()) {
          datoms.add(cursor.datom());
        }
      }
    }
    return datoms;
  }
}
