package dev.dfdb.internal.pull;

import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.pull.PullElement.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pull of one entity by a pattern of a few attributes with one value each: what most pulls are.
 * It reads them one by one and makes the map, without nodes and levels, where what is read is kept
 * for who asks next.
 */
final class FlatPull {

  /** More attributes are read in one scan. */
  private static final int MOST = 4;

  private static final int VALUE_BYTES = 96;

  private final DatomSource source;
  private final Transforms transforms;
  private final long entity;
  private final Object[] keys;
  private final Object[] values;
  private int size;

  private FlatPull(DatomSource source, Transforms transforms, long entity, int most) {
    this.source = source;
    this.transforms = transforms;
    this.entity = entity;
    this.keys = new Object[most];
    this.values = new Object[most];
  }

  /** Whether a pattern may be pulled so; whether it can is seen on the way. */
  static boolean fits(DatomSource source, PullPattern pattern) {
    List<PullElement> elements = pattern.elements();
    if (elements.size() > MOST || !source.keepsKeys()) {
      return false;
    }
    for (int i = 0; i < elements.size(); i++) {
      PullElement element = elements.get(i);
      boolean isPlain = element instanceof PullElement.EntityId
          || (element instanceof PullElement.Values named
              && !named.name().isReverse()
              && named.target() instanceof Target.Reference);
      if (!isPlain || hasKey(elements.subList(0, i), element)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of some elements is given the same key as another. */
  private static boolean hasKey(List<PullElement> some, PullElement other) {
    for (PullElement element : some) {
      if (key(element).equals(key(other))) {
        return true;
      }
    }
    return false;
  }

  private static Object key(PullElement element) {
    return element instanceof PullElement.Values named
        ? named.key()
        : ((PullElement.EntityId) element).key();
  }

  /**
   * Pulls one entity.
   *
   * @param into where to put the map, or null where nothing matches
   * @return false if it can't be done so, as an attribute is a reference or has several values
   */
  static boolean pull(
      DatomSource source,
      PullPattern pattern,
      Transforms transforms,
      long entity,
      List<@Nullable Map<Object, Object>> into) {
    FlatPull pull = new FlatPull(source, transforms, entity, pattern.elements().size());
    for (PullElement element : pattern.elements()) {
      if (element instanceof PullElement.Values named && pull.attribute(named) == null) {
        return false;
      }
    }
    for (PullElement element : pattern.elements()) {
      if (!pull.take(element)) {
        return false;
      }
    }
    into.add(pull.result());
    return true;
  }

  private @Nullable PulledMap result() {
    if (size == 0) {
      return null;
    }
    return size == keys.length
        ? new PulledMap(keys, values)
        : new PulledMap(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
  }

  private boolean take(PullElement element) {
    if (element instanceof PullElement.EntityId id) {
      put(new Output(id.key(), null, transforms.find(id.xform(), Builtin.DB_ID)), entity);
      return true;
    }
    PullElement.Values named = (PullElement.Values) element;
    Attribute attribute = attribute(named);
    if (attribute == null) {
      return false;
    }
    Output output = new Output(
        named.key(),
        named.otherwise(),
        transforms.find(named.xform(), named.name().written()));
    try (DatomCursor datoms = source.scan(Index.EAVT, entity, attribute.id(), null)) {
      if (!datoms.next()) {
        if (output.otherwise() != null) {
          add(output.key(), output.otherwise());
        }
        return true;
      }
      Budget.current().chargeSmall(VALUE_BYTES);
      put(output, datoms.v());
      // As of a time when the attribute had cardinality many.
      return !datoms.next();
    }
  }

  /** The attribute; null if it is unknown, or can't be read so. */
  private @Nullable Attribute attribute(PullElement.Values named) {
    Attribute attribute = source.attribute(named.name().ident());
    return attribute == null || attribute.isRef() || attribute.many() ? null : attribute;
  }

  private void put(Output output, Object found) {
    Object value = output.of(found);
    if (value != null) {
      add(output.key(), value);
    }
  }

  private void add(Object key, Object value) {
    keys[size] = key;
    values[size++] = value;
  }
}
