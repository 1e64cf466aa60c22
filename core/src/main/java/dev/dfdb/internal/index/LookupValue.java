package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value in a lookup ref as it would be stored, so that it can be sought in the index. */
final class LookupValue {

  private LookupValue() {}

  /**
   * A value as an attribute holds it, references in it resolved.
   *
   * @param value a value in its canonical Java type
   * @return null where it is no value that the attribute can have
   */
  static @Nullable Object of(Attribute attribute, Object value, DatabaseValue database) {
    if (attribute.tuple() != null) {
      return value instanceof List<?> elements ? tuple(attribute, elements, database) : null;
    }
    return element(attribute.type(), value, database);
  }

  private static @Nullable Object tuple(
      Attribute attribute, List<?> elements, DatabaseValue database) {
    List<@Nullable ValueType> types = database.schema().elementTypes(attribute, elements.size());
    if (types == null) {
      return null;
    }
    List<@Nullable Object> tuple = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Object element = elements.get(i);
      Object stored = element == null ? null : element(types.get(i), element, database);
      if (stored == null && element != null) {
        return null;
      }
      tuple.add(stored);
    }
    return Collections.unmodifiableList(tuple);
  }

  private static @Nullable Object element(
      @Nullable ValueType type, Object value, DatabaseValue database) {
    // A text that begins with a colon may stand for a keyword, and for an ident.
    boolean mayBeWritten = type == ValueType.KEYWORD || type == ValueType.REF;
    Keyword written = mayBeWritten ? Keyword.find(value) : null;
    if (type == ValueType.REF) {
      long id = database.entityId(written != null ? written : value);
      return id == DatomSource.NONE ? null : (Object) id;
    }
    return written != null ? written : type == null ? value : type.conform(value);
  }
}
