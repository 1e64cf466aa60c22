package dev.dfdb.internal.index;

import dev.dfdb.codec.Values;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.storage.ReadView;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database value over one state of a storage.
 *
 * <p>As safe for several threads as the view beneath it.
 */
public final class DatabaseValue implements DatomSource {

  private static final long COUNTED = 256;
  private static final long MANY_OF_A_VALUE = 10_000;
  private static final long MANY = 1_000_000;

  private final IndexView index;
  private final IndexView names;
  private final Schema schema;
  private final Root root;
  private final boolean history;
  private final Versions versions;

  /**
   * Reads indexes.
   *
   * @param names where lookup refs are looked up
   * @param history whether a datom may be there several times
   * @param versions what was there before
   */
  DatabaseValue(
      IndexView index,
      IndexView names,
      Schema schema,
      Root root,
      boolean history,
      Versions versions) {
    this.versions = versions;
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
    return new DatabaseValue(versions.assertions(), names, schema, root, true, versions);
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
    return scan(IndexRange.of(order, e, a, v), false);
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
  public long estimate(Index order, long e, long a, @Nullable Object v) {
    long count = 0;
    try (DatomCursor datoms = scan(order, e, a, v)) {
      while (count < COUNTED && datoms.next()) {
        count++;
      }
    }
    return count < COUNTED ? count : v != null || e != NONE ? MANY_OF_A_VALUE : MANY;
  }
}
