package dev.dfdb.internal.index;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.codec.Values;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.storage.ReadView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database value over one state of a storage.
 *
 * <p>As safe for several threads as the view beneath it.
 */
public final class DatabaseValue implements DatomSource {

  private static final long COUNTED = 256;
  private static final int SAMPLED = 10_000;
  private static final int FEW_SAMPLES = 512;

  /** What going to a place in an index costs, in datoms of a walk. */
  private static final double SEEK = 8;

  private static final long MANY_OF_A_VALUE = 10_000;
  private static final long MANY = 1_000_000;

  private final IndexView index;
  private final IndexView names;
  private final Schema schema;
  private final Root root;
  private final boolean history;
  private final Versions versions;
  /** The transactions of which it shows all that is live; null if it shows something else. */
  private final @Nullable Period shown;

  private final Surroundings surroundings;
  private final @Nullable PostingsCache cache;

  /**
   * Reads indexes.
   *
   * @param names where lookup refs are looked up
   * @param history whether a datom may be there several times
   * @param versions what was there before
   * @param shown the transactions of which it shows all that is live; null if it shows something
   *     else
   * @param surroundings what else is known
   */
  DatabaseValue(
      IndexView index,
      IndexView names,
      Schema schema,
      Root root,
      boolean history,
      Versions versions,
      @Nullable Period shown,
      Surroundings surroundings) {
    this.versions = versions;
    this.shown = shown;
    this.surroundings = surroundings;
    this.cache = surroundings.cache();
    this.history = history;
    this.index = index;
    this.names = names;
    this.schema = schema;
    this.root = root;
  }

  /**
   * The present of what {@code view} holds, which must be the state that {@code root} and
   * {@code schema} are of.
   */
  public static DatabaseValue present(ReadView view, Schema schema, Root root) {
    return Perspective.of(root, schema).over(view, root.t());
  }

  /** The same, with what its connection knows of it. */
  public DatabaseValue within(Surroundings known) {
    return new DatabaseValue(index, names, schema, root, history, versions, shown, known);
  }

  /** The same, with what it is to who asks. */
  public DatabaseValue withHandle(Object handle) {
    return within(surroundings.withHandle(handle));
  }

  @Override
  public @Nullable Object handle() {
    return surroundings.handle();
  }

  @Override
  public boolean isStrict() {
    return surroundings.isStrict();
  }

  /** The root of this state. */
  public Root root() {
    return root;
  }

  /** The named entities. */
  public Schema schema() {
    return schema;
  }

  @Override
  public @Nullable Attribute attribute(Keyword ident) {
    return schema.attribute(ident);
  }

  @Override
  public Collection<Attribute> attributes() {
    return schema.attributes();
  }

  @Override
  public @Nullable Attribute attribute(long id) {
    return schema.attribute(id);
  }

  @Override
  public long entityId(Object reference) {
    Object canonical = Values.canonical(reference);
    if (canonical instanceof Long id) {
      return id;
    }
    if (canonical instanceof Keyword ident) {
      return schema.id(ident);
    }
    if (canonical instanceof List<?> pair && pair.size() == 2 && pair.get(1) != null) {
      Keyword ident = Keyword.find(pair.get(0));
      Attribute attribute = ident == null ? null : schema.attribute(ident);
      return attribute == null || attribute.unique() == null
          ? NONE
          : entityWith(attribute, pair.get(1));
    }
    return NONE;
  }

  /** The entity that has a value for a unique attribute, or {@link #NONE}. */
  public long entityWith(Attribute attribute, Object value) {
    Object sought = stored(attribute, value);
    if (sought == null) {
      return NONE;
    }
    Postings postings = index == names ? postingsOf(attribute.id(), true, sought, true) : null;
    if (postings != null) {
      int key = postings.find(sought);
      return key < 0 ? NONE : postings.members().longs()[postings.start(key)];
    }
    IndexRange range = IndexRange.of(Index.AVET, NONE, attribute.id(), sought);
    try (DatomCursor datoms = names.scan(range, false)) {
      return datoms.next() ? datoms.e() : NONE;
    }
  }

  /**
   * A value in its canonical type as an attribute would hold it, with references in it resolved, or
   * null where it can hold no such value.
   */
  public @Nullable Object stored(Attribute attribute, Object value) {
    return LookupValue.of(attribute, value, this);
  }

  /** Whether a datom is live. */
  public boolean holds(long e, long a, Object v) {
    return assertedAt(e, a, v) != NONE;
  }

  /** The t of the transaction that asserted a live datom, or {@link #NONE}. */
  public long assertedAt(long e, long a, Object v) {
    return index.assertedAt(e, a, v);
  }

  @Override
  public boolean isHistory() {
    return history;
  }

  @Override
  public DatomSource versions() {
    return new DatabaseValue(
        versions.assertions(), names, schema, root, true, versions, null, Surroundings.NONE);
  }

  @Override
  public @Nullable Object dimension(Attribute dimension, long e, long tx) {
    return versions.times().of(e, tx, dimension);
  }

  @Override
  public DatomCursor scan(Index order, long e, long a, @Nullable Object v) {
    if (!history && e != NONE && a != NONE && v != null && order != Index.VAET) {
      return new SingleDatom(e, a, v, assertedAt(e, a, v));
    }
    DatomCursor posted = posted(order, e, a, v);
    if (posted != null) {
      return posted;
    }
    return order == Index.EAVT && e != NONE && a != NONE && v == null
        ? one(a, e)
        : scan(IndexRange.of(order, e, a, v), false);
  }

  /** What has one entity or refers to one, where it is at hand. */
  private @Nullable DatomCursor posted(Index order, long e, long a, @Nullable Object v) {
    boolean byValue = order == Index.VAET && a != NONE && e == NONE && v != null && isRef(a);
    if (!byValue && (order != Index.EAVT || e == NONE || a == NONE || v != null)) {
      return null;
    }
    // Of many values, who asks may want the first only.
    Postings postings =
        !byValue && isSingle(a) ? postingsOf(a, false, e, true) : postings(a, byValue, SEEK);
    return postings == null
        ? null
        : new PostedDatoms(this, a, byValue ? Objects.requireNonNull(v) : e, byValue, postings);
  }

  private boolean isSingle(long a) {
    Attribute attribute = schema.attribute(a);
    return attribute != null && !attribute.many() && !history;
  }

  private boolean isRef(long a) {
    Attribute attribute = schema.attribute(a);
    return attribute != null && attribute.isRef();
  }

  /** Opens a cursor over a range, in the order of its index or against it. */
  public DatomCursor scan(IndexRange range, boolean reverse) {
    return index.scan(range, reverse);
  }

  /**
   * Opens a cursor over a range whose order is one and the same for the same datoms, also where
   * datoms that were retracted since stand elsewhere: in a history by place, t and retractions
   * first. {@link #scan} gives the datoms of a history sooner, in some order within their groups.
   */
  public DatomCursor scanOrdered(IndexRange range, boolean reverse) {
    return history ? new OrderedHistory(index, range, reverse) : scan(range, reverse);
  }

  @Override
  public DatomCursor scanValues(long attribute, long from, long to) {
    Object behind = to == Long.MAX_VALUE ? null : (Object) (to + 1);
    return scan(IndexRange.ofValues(attribute, from, behind), false);
  }

  @Override
  public long estimateValues(long attribute, long from, long to) {
    long count = 0;
    try (DatomCursor datoms = scanValues(attribute, from, to)) {
      while (count < COUNTED && datoms.next()) {
        count++;
      }
    }
    return count < COUNTED ? count : -1;
  }

  /** The statistics that are kept; null if it shows something else than the state itself. */
  private @Nullable KnownStatistics kept() {
    return shown != null && shown.isAlways() ? surroundings.statistics() : null;
  }

  @Override
  public long count(long attribute) {
    KnownStatistics kept = kept();
    Statistics known = kept == null ? null : kept.known();
    return known == null ? -1 : known.count(attribute);
  }

  /** The number of datoms of every attribute that has any, by its id; counted if need be. */
  public Map<Long, Long> counts() {
    KnownStatistics kept = kept();
    return kept == null
        ? Statistics.count(everything())
        : kept.counted(this::everything).counts();
  }

  private DatomCursor everything() {
    return scan(Index.AEVT, NONE, NONE, null);
  }

  /**
   * How many datoms the log has up to the last transaction known here, whatever is shown of it.
   *
   * @throws IllegalStateException if this is no value of a connection
   */
  public long logged() {
    KnownStatistics known = surroundings.statistics();
    if (known == null) {
      throw new IllegalStateException("the log is not known here");
    }
    return known.logged(root.t());
  }

  /**
   * About how many different values an attribute has, of which it has so many datoms; exact if they
   * are few.
   */
  public long distinctValues(long attribute, long count) {
    Postings postings = postings(attribute, true, 0);
    if (postings != null) {
      return postings.keys().size();
    }
    return count > SAMPLED
        ? estimatedDistinct(attribute, count, SAMPLED)
        : exactDistinct(attribute);
  }

  private long exactDistinct(long attribute) {
    long different = 0;
    Object last = null;
    try (DatomCursor datoms = scan(Index.AVET, NONE, attribute, null)) {
      while (datoms.next()) {
        Object v = datoms.v();
        different += last == null || ValueOrder.compare(last, v) != 0 ? 1 : 0;
        last = v;
      }
    }
    return different;
  }

  private long estimatedDistinct(long attribute, long count, int samples) {
    Attribute known = schema.attribute(attribute);
    if (known != null && known.unique() != null) {
      return count;
    }
    KnownStatistics kept = kept();
    DistinctValues distinct = kept == null ? new DistinctValues() : kept.distinct();
    return distinct.of(attribute, count, samples, () -> scan(Index.AEVT, NONE, attribute, null));
  }

  /** About how many bytes of postings there are. */
  public long cachedBytes() {
    return cache == null ? 0 : cache.bytes();
  }

  /** How many bytes of postings there may be. */
  public long maxCachedBytes() {
    return cache == null ? 0 : cache.maxBytes();
  }

  @Override
  public @Nullable Postings postings(long attribute, boolean byValue, double work) {
    return cache == null || shown == null
        ? null
        : cache.get(
            attribute,
            byValue,
            shown,
            work,
            () -> count(attribute),
            () -> scan(byValue ? Index.AVET : Index.AEVT, NONE, attribute, null));
  }

  @Override
  public @Nullable Postings postingsOf(long attribute, boolean byValue, Object key, boolean read) {
    if (cache == null || shown == null || cache.maxBytes() == 0 || !Postings.isSimple(key)) {
      return null;
    }
    KeyedPostings.Kept known = cache.ofKey(attribute, byValue, shown, key);
    if (known != null || !read) {
      return known == null ? null : known.postings();
    }
    Postings whole = postings(attribute, byValue, SEEK);
    return whole != null
        ? whole
        : cache.readKey(attribute, byValue, shown, key, () -> datomsOf(attribute, byValue, key));
  }

  @Override
  public boolean keepsKeys() {
    return cache != null && shown != null && cache.maxBytes() > 0;
  }

  private DatomCursor datomsOf(long attribute, boolean byValue, Object key) {
    return byValue
        ? scan(IndexRange.of(Index.AVET, NONE, attribute, key), false)
        : one(attribute, (Long) key);
  }

  /** What one entity has for an attribute, from the index. */
  private DatomCursor one(long a, long e) {
    DatomCursor single = isSingle(a) ? index.single(e, a) : null;
    return single != null ? single : scan(IndexRange.of(Index.EAVT, e, a, null), false);
  }

  @Override
  public long estimate(Index order, long e, long a, @Nullable Object v) {
    long count = 0;
    try (DatomCursor datoms = scan(order, e, a, v)) {
      while (count < COUNTED && datoms.next()) {
        count++;
      }
    }
    if (count < COUNTED) {
      return count;
    }
    long all = a == NONE || e != NONE ? -1 : count(a);
    if (all < 0) {
      return v != null || e != NONE ? MANY_OF_A_VALUE : MANY;
    }
    return v == null ? all : Math.max(COUNTED, all / estimatedDistinct(a, all, FEW_SAMPLES));
  }
}
