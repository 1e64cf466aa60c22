package dev.dfdb.exchange.mapping;

import dev.dfdb.edn.Keyword;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column goes to which attribute, and how. Made by {@link #inferred} and changed by the
 * methods that give another, or read from a document. Immutable.
 *
 * @param namespace of the attributes of columns that are not named here
 * @param columns by name
 * @param others what becomes of columns that are not named here
 * @param constants what every row has, by attribute
 * @param nulls words that mean no value in any column
 * @param agreement how large a part of the sampled values has to be of a type for the column to
 *     have it, above 0 and at most 1; the others are rows that are wrong
 */
public record Mapping(
    String namespace,
    Map<String, Column> columns,
    Others others,
    Map<Keyword, Object> constants,
    Set<String> nulls,
    double agreement) {

  /** What becomes of columns that the mapping does not name. */
  public enum Others {
    /** They go to attributes of their name. */
    INFERRED,
    /** They are left out. */
    IGNORED,
    /** They end the import before it begins. */
    REFUSED
  }

  /** Copies the collections. */
  public Mapping {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    nulls = Set.copyOf(nulls);
    if (!(agreement > 0 && agreement <= 1)) {
      throw new IllegalArgumentException("the agreement is above 0 and at most 1: " + agreement);
    }
  }

  /**
   * Every column goes to an attribute of its name, with the type that its values have.
   *
   * @param namespace of the attributes, such as {@code person}
   */
  public static Mapping inferred(String namespace) {
    return new Mapping(namespace, Map.of(), Others.INFERRED, Map.of(), Set.of(), 1);
  }

  /** The same with what becomes of a column. */
  public Mapping with(String name, Column column) {
    Map<String, Column> more = new LinkedHashMap<>(columns);
    more.put(name, Objects.requireNonNull(column, "column"));
    return new Mapping(namespace, more, others, constants, nulls, agreement);
  }

  /** The same with something that every row has. */
  public Mapping withConstant(String attribute, Object value) {
    Map<Keyword, Object> more = new LinkedHashMap<>(constants);
    more.put(Keyword.of(attribute), Objects.requireNonNull(value, "value"));
    return new Mapping(namespace, columns, others, more, nulls, agreement);
  }

  /** The same with what becomes of columns that are not named. */
  public Mapping others(Others given) {
    return new Mapping(namespace, columns, given, constants, nulls, agreement);
  }

  /** The same with words that mean no value. */
  public Mapping nulls(Set<String> given) {
    return new Mapping(namespace, columns, others, constants, given, agreement);
  }

  /** The same with another agreement. */
  public Mapping agreement(double given) {
    return new Mapping(namespace, columns, others, constants, nulls, given);
  }

  /** The same with a column, which keeps what is said of it, as a unique identity. */
  public Mapping withKey(String name) {
    Column known = columns.get(name);
    Column column = known == null ? Column.to(attribute(name)) : known;
    return with(name, column.asIdentity());
  }

  /**
   * The attribute of a column that is not named: of {@code Birth date}, {@code :person/birth-date};
   * of {@code person/name} and {@code :person/name}, itself.
   */
  public Keyword attribute(String name) {
    String text = name.startsWith(":") ? name.substring(1) : name;
    if (text.matches("[\\p{L}\\p{N}.*+!_?$%&=<>-]+/[\\p{L}\\p{N}.*+!_?$%&=<>'-]+")) {
      return Keyword.of(text);
    }
    String local = text.strip().replaceAll("[^\\p{L}\\p{N}.*+!_?$%&=<>-]+", "-");
    if (!local.equals(text)) {
      local = local.toLowerCase(Locale.ROOT);
    }
    local = local.replaceAll("^-+|-+$", "");
    return Keyword.of(namespace, local.isEmpty() ? "column" : local);
  }

  /** What is said of columns, by attribute: that of the first column of each. */
  public Map<Keyword, Column> byAttribute() {
    Map<Keyword, Column> found = new HashMap<>();
    for (Column column : columns.values()) {
      @Nullable Keyword attribute = column.attribute();
      if (attribute != null) {
        found.putIfAbsent(attribute, column);
      }
    }
    return found;
  }
}
