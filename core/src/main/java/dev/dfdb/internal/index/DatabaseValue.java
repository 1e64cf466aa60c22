package dev.dfdb.internal.index;

import dev.dfdb.codec.Values;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
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

  private final ReadView view;
  private final Schema schema;
  private final Root root;

  /**
   * Reads what {@code view} holds, which must be the state that {@code root} and {@code schema} are
   * of.
   */
  public DatabaseValue(ReadView view, Schema schema, Root root) {
    this.view = view;
    this.schema = schema;
    this.root = root;
  }

  /** The root of this state. */
  public Root root() {
    return root;
  }

  /** The named entities. */
  public Schema schema() {
    return schema;
  }

  /** The storage as this value sees it. */
  public ReadView view() {
    return view;
  }

  @Override
  public @Nullable Attribute attribute(Keyword ident) {
    return schema.attribute(ident);
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
    Object sought = attribute.isRef()
        ? (Object) entityId(value)
        : attribute.type() == null ? value : attribute.type().conform(value);
    if (sought == null) {
      return NONE;
    }
    try (DatomCursor datoms = scan(Index.AVET, NONE, attribute.id(), sought)) {
      return datoms.next() ? datoms.e() : NONE;
    }
  }

  /** Whether a datom is live. */
  public boolean holds(long e, long a, Object v) {
    return view.get(new DatomKeys().datom(Index.EAVT, e, a, v)) != null;
  }

  @Override
  public DatomCursor scan(Index index, long e, long a, @Nullable Object v) {
    return scan(index, e, a, v, ScanOptions.FORWARD);
  }

  @Override
  public long estimate(Index index, long e, long a, @Nullable Object v) {
    long count = 0;
    try (DatomCursor datoms = scan(index, e, a, v, ScanOptions.FORWARD.withLimit(COUNTED))) {
      while (datoms.next()) {
        count++;
      }
    }
    return count < COUNTED ? count : v != null || e != NONE ? MANY_OF_A_VALUE : MANY;
  }

  private DatomCursor scan(Index index, long e, long a, @Nullable Object v, ScanOptions options) {
    byte[] prefix = new DatomKeys().prefix(index, e, a, v);
    return new StoredDatoms(view, view.scan(KeyRange.prefix(prefix), options), index);
  }
}
