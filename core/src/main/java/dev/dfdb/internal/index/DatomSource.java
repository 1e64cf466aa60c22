package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database value, as queries and transactions read it: an unchanging set of live datoms. Safe
 * from any thread.
 */
public interface DatomSource {

  /** Stands for an unbound entity or attribute in {@link #scan}, and for an unknown one. */
  long NONE = -1;

  /** The attribute with an ident, or null where there is none. */
  @Nullable
  Attribute attribute(Keyword ident);

  /** The attribute with an entity id, or null where there is none. */
  @Nullable
  Attribute attribute(long id);

  /** Every attribute that is known, as far as it can be told. */
  default Collection<Attribute> attributes() {
    return List.of();
  }

  /**
   * The entity id that a reference names: an entity id itself, an ident, or a lookup ref
   * {@code [attribute value]}.
   *
   * @return the id, or {@link #NONE} where the ident or the lookup ref names nothing, or the object
   *     is none of the three
   */
  long entityId(Object reference);

  /** What it is to who asks, if that is known: what functions of the caller's are given. */
  default @Nullable Object handle() {
    return null;
  }

  /** Whether attributes must be declared, so that an unknown one is a mistake. */
  default boolean isStrict() {
    return false;
  }

  /** Whether it holds everything that happened, retractions too, and so says nothing of a state. */
  default boolean isHistory() {
    return false;
  }

  /** Every assertion there ever was within what it shows, whether or not it is live. */
  default DatomSource versions() {
    throw new UnsupportedOperationException("no versions are kept");
  }

  /**
   * A dimension of time that a datom has, or null.
   *
   * @param dimension the attribute of the dimension
   * @param e the entity of the datom
   * @param tx its transaction, as an entity id
   */
  default @Nullable Object dimension(Attribute dimension, long e, long tx) {
    throw new UnsupportedOperationException("no dimensions are kept");
  }

  /**
   * Opens a cursor over the datoms that have the given components, in the order of the index. The
   * components given must be a prefix of the index's own: for AVET the attribute, or attribute and
   * value, or all three.
   *
   * @param e the entity id, or {@link #NONE}
   * @param a the attribute id, or {@link #NONE}
   * @param v the value in its canonical type, or null; for VAET a {@code Long} entity id
   */
  DatomCursor scan(Index index, long e, long a, @Nullable Object v);

  /**
   * Opens a cursor over the datoms of an attribute of longs with values in a range, and perhaps
   * others.
   *
   * @param from the least value
   * @param to the greatest value
   */
  default DatomCursor scanValues(long attribute, long from, long to) {
    return scan(Index.AEVT, NONE, attribute, null);
  }

  /** How many datoms an attribute has; negative if it isn't known. */
  default long count(long attribute) {
    return -1;
  }

  /**
   * The datoms of an attribute as arrays, if they are at hand or it pays to make them; null if not,
   * or where no state is shown.
   *
   * @param byValue whether they are to be found by value, and not by entity
   * @param work what reading without them would cost the caller, in datoms of a walk
   */
  default @Nullable Postings postings(long attribute, boolean byValue, double work) {
    return null;
  }

  /**
   * The same, but of one key of the attribute at least: an entity, or with {@code byValue} a value.
   *
   * @param read whether to read the datoms of the key if they aren't at hand
   * @return null if they aren't at hand, or don't fit
   */
  default @Nullable Postings postingsOf(long attribute, boolean byValue, Object key, boolean read) {
    return null;
  }

  /** Whether what is read of one entity and attribute is kept for who asks next. */
  default boolean keepsKeys() {
    return false;
  }

  /**
   * About how many datoms {@link #scan} would give: exact when small, a guess beyond, in little
   * time either way.
   */
  long estimate(Index index, long e, long a, @Nullable Object v);

  /**
   * About how many datoms {@link #scanValues} would give; negative if it can't be told in little
   * time.
   */
  default long estimateValues(long attribute, long from, long to) {
    return -1;
  }
}
