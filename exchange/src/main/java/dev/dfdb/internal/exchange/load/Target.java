package dev.dfdb.internal.exchange.load;

import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a column, with everything known that is needed to do it.
 *
 * @param name the name of the column
 * @param column as the mapping says, or would
 * @param type of its values; null to take them as they are
 * @param many whether its attribute takes several values
 * @param identity whether its attribute is a unique identity
 * @param keyType of a reference by a unique attribute, the type of that
 * @param times how times are written
 */
record Target(
    String name,
    Column column,
    @Nullable ColumnType type,
    boolean many,
    boolean identity,
    @Nullable ColumnType keyType,
    Times times) {

  /** The attribute; there is one unless the column is left out or names the entity. */
  Keyword attribute() {
    Keyword attribute = column.attribute();
    if (attribute == null) {
      throw new IllegalStateException("no attribute goes with the column " + name);
    }
    return attribute;
  }
}
