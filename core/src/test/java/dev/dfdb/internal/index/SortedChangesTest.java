package dev.dfdb.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The changes of a transaction are put into the order of the keys of every index. */
class SortedChangesTest {

  private final DatomKeys keys = new DatomKeys();

  @Property(tries = 300)
  void areInTheOrderOfTheKeys(@ForAll("datoms") List<Datom> datoms) {
    List<EncodedChange> changes = datoms.stream()
        .map(datom -> Eraser.encoded(keys, datom, reference(datom)))
        .toList();
    SortedChanges sorted = new SortedChanges(changes);
    for (Index index : Index.values()) {
      List<EncodedChange> expected = new ArrayList<>(changes);
      expected.removeIf(change -> index == Index.VAET && !change.isRef());
      expected.sort((one, other) -> Arrays.compareUnsigned(key(index, one), key(index, other)));
      assertEquals(shown(index, expected), shown(index, List.of(sorted.in(index))));
    }
  }

  /** Some attributes are references, as their ids have it here. */
  private static Attribute reference(Datom datom) {
    Attribute doc = Objects.requireNonNull(Schema.BUILTIN.attribute(Builtin.DOC));
    Attribute cardinality = Objects.requireNonNull(Schema.BUILTIN.attribute(Builtin.CARDINALITY));
    return datom.a() % 2 == 0 ? cardinality : doc;
  }

  private byte[] key(Index index, EncodedChange change) {
    return keys.live(index, change, true);
  }

  private List<String> shown(Index index, List<EncodedChange> changes) {
    return changes.stream()
        .map(change -> HexFormat.of().formatHex(key(index, change)) + change.added())
        .toList();
  }

  @Provide
  Arbitrary<List<Datom>> datoms() {
    Arbitrary<Long> attributes = Arbitraries.oneOf(
        Arbitraries.longs().between(64, 70), Arbitraries.longs().between(64, 1 << 20));
    return Combinators.combine(
            Arbitraries.longs().between(1 << 14, (1 << 14) + 5),
            attributes,
            Arbitraries.longs().between(0, 300),
            Arbitraries.of(true, false))
        .as((e, a, v, added) -> new Datom(e, a, v, EntityIds.ofTransaction(2), added))
        .list()
        .ofMaxSize(40);
  }
}
