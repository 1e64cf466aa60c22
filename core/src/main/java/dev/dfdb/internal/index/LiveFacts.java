package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.ReadView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When those facts were asserted that some recorded transactions retract: looked up for all of them
 * at once, and kept up to date as one transaction after the other is gone through. Used by one
 * thread.
 */
final class LiveFacts {

  private static final int PAGE = 1_000;

  private final DatomKeys keys = new DatomKeys();

  /** What is retracted at all: of nothing else need be known when it was asserted. */
  private final Set<EntityAttribute> retracted = new HashSet<>();

  private final Map<ByteBuffer, Long> asserted = new HashMap<>();

  private record EntityAttribute(long e, long a) {}

  @SuppressWarnings("ArrayRecordComponent") // looked up, never compared
  private record Wanted(ByteBuffer place, byte[] key, byte @Nullable [] single) {}

  private LiveFacts() {}

  /** Looks up what some transactions retract, in the state before them. */
  static LiveFacts of(List<TransactionLog.Entry> transactions, Schema schema, ReadView view) {
    LiveFacts facts = new LiveFacts();
    List<Wanted> wanted = new ArrayList<>();
    Set<ByteBuffer> seen = new HashSet<>();
    for (TransactionLog.Entry entry : transactions) {
      for (Datom datom : entry.datoms()) {
        if (!datom.added()) {
          facts.retracted.add(new EntityAttribute(datom.e(), datom.a()));
          ByteBuffer place = facts.place(datom);
          if (seen.add(place)) {
            wanted.add(facts.wanted(datom, place, schema.attribute(datom.a())));
          }
        }
      }
    }
    for (int from = 0; from < wanted.size(); from += PAGE) {
      facts.lookUp(wanted.subList(from, Math.min(wanted.size(), from + PAGE)), view);
    }
    return facts;
  }

  private ByteBuffer place(Datom datom) {
    return ByteBuffer.wrap(keys.place(Index.EAVT, datom.e(), datom.a(), datom.v()));
  }

  private Wanted wanted(Datom datom, ByteBuffer place, @Nullable Attribute attribute) {
    boolean many = attribute != null && attribute.many();
    byte[] value = many ? null : keys.rawValue(datom.v());
    return new Wanted(place, keys.live(datom.e(), datom.a(), datom.v(), many), value);
  }

  private void lookUp(List<Wanted> wanted, ReadView view) {
    List<byte @Nullable []> found = view.getAll(wanted.stream().map(Wanted::key).toList());
    KeyReader reader = new KeyReader();
    for (int i = 0; i < wanted.size(); i++) {
      byte[] entry = found.get(i);
      if (entry != null) {
        long t = reader.reset(entry).readId();
        byte[] single = wanted.get(i).single();
        int from = reader.position();
        if (single == null || startsWith(entry, from, single)) {
          asserted.put(wanted.get(i).place(), t);
        }
      }
    }
  }

  private static boolean startsWith(byte[] entry, int from, byte[] value) {
    int to = from + value.length;
    return to <= entry.length && Arrays.equals(entry, from, to, value, 0, value.length);
  }

  /**
   * The changes of the next transaction.
   *
   * @throws CorruptionException if it retracts what is not live
   */
  List<Change> changes(TransactionLog.Entry entry) {
    List<Change> changes = new ArrayList<>(entry.datoms().size());
    for (Datom datom : entry.datoms()) {
      if (datom.added()) {
        changes.add(Change.assertion(datom));
      } else {
        Long t = asserted.remove(place(datom));
        if (t == null) {
          throw new CorruptionException(
              "a recorded transaction retracts what was not there: the record is not whole",
              Map.of("t", entry.t(), "entity", datom.e(), "attribute", datom.a()));
        }
        changes.add(new Change(datom, t));
      }
    }
    if (!retracted.isEmpty()) {
      for (Datom datom : entry.datoms()) {
        if (datom.added() && retracted.contains(new EntityAttribute(datom.e(), datom.a()))) {
          asserted.put(place(datom), entry.t());
        }
      }
    }
    return changes;
  }
}
