package dev.dfdb.exchange.mapping;

import dev.dfdb.edn.Keyword;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a column. Made by {@link #to}, {@link #ignored} and {@link #origin}, and changed
 * by the methods that give another. Immutable.
 *
 * @param use what the column is for
 * @param attribute the attribute its values go to; null unless they do
 * @param type the type of its values; null if the database or the values say it
 * @param identity whether a new attribute is declared as a unique identity
 * @param reference of a reference, how it names an entity: a unique attribute, {@link #ENTITY_ID}
 *     or {@link #ORIGIN}
 * @param creates whether a reference to an entity that is not there makes it
 * @param separator between several values in one field; null if there is one
 * @param format how times are written: a pattern of {@link java.time.format.DateTimeFormatter},
 *     {@code epoch-seconds} or {@code epoch-millis}; null for ISO 8601
 * @param zone of times that name none
 * @param absent the value of a row that has none, as text; null for no value
 * @param nulls words that mean no value, beside those of the mapping
 */
public record Column(
    Use use,
    @Nullable Keyword attribute,
    @Nullable ColumnType type,
    boolean identity,
    @Nullable Keyword reference,
    boolean creates,
    @Nullable String separator,
    @Nullable String format,
    ZoneId zone,
    @Nullable String absent,
    Set<String> nulls) {

  /** A reference by the id that an entity has in this database. */
  public static final Keyword ENTITY_ID = Keyword.of("db", "id");

  /** A reference by what another row of the same import has in its {@link #origin} column. */
  public static final Keyword ORIGIN = Keyword.of("dfdb.import", "origin");

  /** What a column is for. */
  public enum Use {
    /** Its values are those of an attribute. */
    VALUE,
    /** Its value is the name of the row's entity, to which references of other rows refer. */
    ORIGIN,
    /** Nothing. */
    IGNORED
  }

  /** Copies the words. */
  public Column {
    nulls = Set.copyOf(nulls);
  }

  private static Column of(Use use, @Nullable Keyword attribute) {
    return new Column(
        use, attribute, null, false, null, false, null, null, ZoneOffset.UTC, null, Set.of());
  }

  /** A column whose values go to an attribute. */
  public static Column to(String attribute) {
    return to(Keyword.of(attribute));
  }

  /** A column whose values go to an attribute. */
  public static Column to(Keyword attribute) {
    return of(Use.VALUE, attribute);
  }

  /** A column that is left out. */
  public static Column ignored() {
    return of(Use.IGNORED, null);
  }

  /**
   * A column that names the row's entity within this import, such as its id in another database:
   * rows with the same name are one entity, and references by {@link #ORIGIN} refer to it, in rows
   * before and behind.
   */
  public static Column origin() {
    return of(Use.ORIGIN, null);
  }

  /** The same with values of a type. */
  public Column type(ColumnType given) {
    return new Column(
        use, attribute, given, identity, reference, creates, separator, format, zone, absent,
        nulls);
  }

  /** The same, whose attribute is a unique identity if it is not declared yet. */
  public Column asIdentity() {
    return new Column(
        use, attribute, type, true, reference, creates, separator, format, zone, absent, nulls);
  }

  /**
   * The same with references to entities that have the value for a unique attribute.
   *
   * @param by the attribute, {@link #ENTITY_ID} or {@link #ORIGIN}
   */
  public Column refersBy(String by) {
    return new Column(
        use,
        attribute,
        ColumnType.REF,
        identity,
        Keyword.of(by),
        creates,
        separator,
        format,
        zone,
        absent,
        nulls);
  }

  /**
   * The same, where a reference makes the entity if there is none; its attribute is an identity.
   */
  public Column creating() {
    return new Column(
        use, attribute, type, identity, reference, true, separator, format, zone, absent, nulls);
  }

  /**
   * The same with several values in a field. Within a value, a separator that is meant as text
   * stands behind a backslash, as does a backslash.
   */
  public Column manySeparatedBy(String given) {
    if (given.isEmpty() || given.contains("\\")) {
      throw new IllegalArgumentException("values are not separated by nothing or a backslash");
    }
    return new Column(
        use, attribute, type, identity, reference, creates, given, format, zone, absent, nulls);
  }

  /** The same with times in a format. */
  public Column format(String given) {
    return new Column(
        use, attribute, type, identity, reference, creates, separator, given, zone, absent, nulls);
  }

  /** The same with times in a zone, unless they name one. */
  public Column zone(ZoneId given) {
    return new Column(
        use, attribute, type, identity, reference, creates, separator, format, given, absent,
        nulls);
  }

  /** The same with a value for rows that have none, as it would stand in the text. */
  public Column orElse(String given) {
    return new Column(
        use, attribute, type, identity, reference, creates, separator, format, zone, given, nulls);
  }

  /** The same with words that mean no value. */
  public Column nulls(Set<String> given) {
    return new Column(
        use, attribute, type, identity, reference, creates, separator, format, zone, absent, given);
  }
}
