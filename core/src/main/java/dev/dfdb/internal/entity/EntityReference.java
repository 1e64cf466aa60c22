package dev.dfdb.internal.entity;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.codec.Values;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers give for an entity: an id, an ident or a lookup ref. */
public final class EntityReference {

  private static final String EXPECTED =
      "an entity id, an ident such as :color/red, or a lookup ref such as [:person/email \"a@b\"]";

  private EntityReference() {}

  /**
   * The entity id that a reference names; whether anything is known of it isn't looked at.
   *
   * @return the id, or {@link DatomSource#NONE} if the ident or lookup ref names nothing
   * @throws QueryException if it can't name an entity
   */
  public static long id(DatomSource source, @Nullable Object reference) {
    if (reference instanceof Long || reference instanceof Integer || reference instanceof Short) {
      long id = ((Number) reference).longValue();
      if (id < 0 || id > KeyWriter.MAX_ID) {
        throw new QueryException(
            "An entity id out of range",
            Map.of("id", id, "expected", "a number from 0 to " + KeyWriter.MAX_ID));
      }
      return id;
    }
    Keyword ident = Keyword.find(reference);
    if (ident != null) {
      return source.entityId(ident);
    }
    if (reference instanceof @Nullable Object[] pair) {
      return lookUp(source, Arrays.asList(pair));
    }
    if (reference instanceof List<?> pair) {
      return lookUp(source, pair);
    }
    throw unfit(reference);
  }

  private static long lookUp(DatomSource source, List<?> pair) {
    Keyword ident = pair.size() == 2 ? Keyword.find(pair.get(0)) : null;
    if (ident == null) {
      throw unfit(pair);
    }
    Attribute attribute = source.attribute(ident);
    if (attribute != null && attribute.unique() == null) {
      throw new QueryException(
          "A lookup ref by an attribute that isn't unique",
          Map.of(
              "reference",
              show(pair),
              "expected",
              "an attribute with :db/unique, such as :db.unique/identity"));
    }
    Object value = Values.canonical(pair.get(1));
    return attribute == null || value == null
        ? DatomSource.NONE
        : source.entityId(List.of(ident, value));
  }

  private static QueryException unfit(@Nullable Object reference) {
    return new QueryException(
        "Not a reference to an entity", Map.of("found", show(reference), "expected", EXPECTED));
  }

  private static String show(@Nullable Object reference) {
    try {
      return Edn.print(reference);
    } catch (InvalidValueException notEdn) {
      return "a " + (reference == null ? "nil" : reference.getClass().getName());
    }
  }
}
