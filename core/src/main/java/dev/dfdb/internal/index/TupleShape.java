package dev.dfdb.internal.index;

import java.util.List;

/** What the tuples of an attribute consist of. Any element may be nil. */
public sealed interface TupleShape {

  /** How many elements a tuple has at least. */
  int MIN_SIZE = 2;

  /** How many elements a tuple has at most. */
  int MAX_SIZE = 8;

  /**
   * The values that the same entity has for other attributes, kept by the database.
   *
   * @param attributes the ids of those attributes, in the order of the elements;
   *     {@link DatomSource#NONE} for a name that nothing has
   */
  record Composite(List<Long> attributes) implements TupleShape {

    /** Copies the list. */
    public Composite {
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * As many elements as types, each of its own type.
   *
   * @param types the types of the elements
   */
  record Heterogeneous(List<ValueType> types) implements TupleShape {

    /** Copies the list. */
    public Heterogeneous {
      types = List.copyOf(types);
    }
  }

  /**
   * {@value #MIN_SIZE} to {@value #MAX_SIZE} elements of one type.
   *
   * @param type the type of the elements
   */
  record Homogeneous(ValueType type) implements TupleShape {}
}
