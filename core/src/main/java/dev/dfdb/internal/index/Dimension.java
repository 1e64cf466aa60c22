package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the schema says of an attribute as a dimension of time. Immutable.
 *
 * @param name its name; null where only something else is said of it as yet
 * @param type {@code :instant} or {@code :duration}
 * @param constraints as they are stored
 * @param derivation as it is stored; null where values are given by transactions
 */
public record Dimension(
    @Nullable Keyword name,
    @Nullable Keyword type,
    List<Object> constraints,
    @Nullable Object derivation) {

  /** The type of points in time. */
  public static final Keyword INSTANT = Keyword.of(null, "instant");

  /** The type of spans of time, in milliseconds. */
  public static final Keyword DURATION = Keyword.of(null, "duration");

  private static final Dimension NOTHING = new Dimension(null, null, List.of(), null);

  /** Copies the list. */
  public Dimension {
    constraints = List.copyOf(constraints);
  }

  /** Whether its values follow from others. */
  public boolean isDerived() {
    return derivation != null;
  }

  /** The type of the values that dimensions of a type have, or null. */
  public static @Nullable ValueType valueType(@Nullable Object type) {
    return INSTANT.equals(type) ? ValueType.INSTANT : DURATION.equals(type) ? ValueType.LONG : null;
  }

  /** What is known after a datom about it; null if that is nothing. */
  static @Nullable Dimension declare(@Nullable Dimension known, Datom datom) {
    Dimension old = known == null ? NOTHING : known;
    Object v = datom.added() ? datom.v() : null;
    Dimension now = switch ((int) datom.a()) {
      case (int) Builtin.DIMENSION_NAME ->
        new Dimension((Keyword) v, old.type, old.constraints, old.derivation);
      case (int) Builtin.DIMENSION_TYPE ->
        new Dimension(old.name, (Keyword) v, old.constraints, old.derivation);
      case (int) Builtin.DIMENSION_DERIVATION ->
        new Dimension(old.name, old.type, old.constraints, v);
      default -> new Dimension(old.name, old.type, constraints(old, datom), old.derivation);
    };
    return now.equals(NOTHING) ? null : now;
  }

  private static List<Object> constraints(Dimension old, Datom datom) {
    List<Object> constraints = new ArrayList<>(old.constraints);
    constraints.removeIf(constraint -> Objects.equals(constraint, datom.v()));
    if (datom.added()) {
      constraints.add(datom.v());
    }
    return constraints;
  }
}
