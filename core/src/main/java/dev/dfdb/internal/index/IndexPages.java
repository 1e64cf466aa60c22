package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.internal.page.Region;
import dev.dfdb.storage.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the indexes lie in a storage, and what of them a transaction changes. */
public final class IndexPages {

  private IndexPages() {}

  /** Where the datoms lie, live and superseded ones; only EAVT has whole values that are long. */
  public static List<Region> regions() {
    IndexRange eavt = IndexRange.from(Index.EAVT, DatomSource.NONE, DatomSource.NONE, null);
    IndexRange aevt = IndexRange.from(Index.AEVT, DatomSource.NONE, DatomSource.NONE, null);
    IndexRange vaet = IndexRange.from(Index.VAET, DatomSource.NONE, DatomSource.NONE, null);
    return List.of(
        new Region(eavt.live(), true),
        new Region(span(aevt.live(), vaet.live()), false),
        new Region(eavt.past(), true),
        new Region(span(aevt.past(), vaet.past()), false));
  }

  /** Where the superseded datoms lie. */
  public static KeyRange past() {
    IndexRange eavt = IndexRange.from(Index.EAVT, DatomSource.NONE, DatomSource.NONE, null);
    IndexRange vaet = IndexRange.from(Index.VAET, DatomSource.NONE, DatomSource.NONE, null);
    return span(eavt.past(), vaet.past());
  }

  private static KeyRange span(KeyRange first, KeyRange last) {
    return KeyRange.between(first.start(), true, last.end(), false);
  }

  /**
   * The keys among which a transaction has changed something.
   *
   * @param schema the schema, which the transaction must not have changed
   */
  public static Iterable<KeyRange> changedBy(List<Datom> transaction, Schema schema) {
    return () -> transaction.stream()
        .flatMap(datom -> rangesOf(datom, schema))
        .flatMap(range -> Stream.of(range.live(), range.past()))
        .iterator();
  }

  private static Stream<IndexRange> rangesOf(Datom datom, Schema schema) {
    List<IndexRange> ranges = new ArrayList<>(4);
    ranges.add(IndexRange.of(Index.EAVT, datom.e(), datom.a(), null));
    ranges.add(IndexRange.of(Index.AEVT, datom.e(), datom.a(), null));
    ranges.add(IndexRange.of(Index.AVET, DatomSource.NONE, datom.a(), datom.v()));
    Attribute attribute = schema.attribute(datom.a());
    if (attribute != null && attribute.isRef()) {
      ranges.add(IndexRange.of(Index.VAET, DatomSource.NONE, datom.a(), datom.v()));
    }
    return ranges.stream();
  }
}
