package dev.dfdb.exchange;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import dev.dfdb.internal.exchange.read.JsonText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping as a document, in EDN or in JSON, which say the same with keywords or strings.
 * docs/import-export.md says what stands in it.
 */
public final class MappingDocument {

  private static final Set<String> KEYS =
      Set.of("namespace", "columns", "others", "constants", "nulls", "agreement");
  private static final Set<String> COLUMN_KEYS = Set.of(
      "attribute", "type", "key", "ref", "create", "many", "format", "zone", "default", "nulls");

  private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*\"");

  private MappingDocument() {}

  /**
   * Reads a mapping. A text whose first key is a string is JSON.
   *
   * @throws MappingException if it is no mapping; names the key
   * @throws dev.dfdb.error.SyntaxException if the text is no EDN
   */
  public static Mapping read(String document) {
    Object form = JSON.matcher(document).lookingAt() ? JsonText.read(document) : Edn.read(document);
    if (!(form instanceof Map<?, ?> map)) {
      throw MappingException.of("a mapping is a map", "found", form);
    }
    Map<String, Object> entries = entries(map, KEYS, "the mapping");
    Mapping mapping = Mapping.inferred(text(entries.getOrDefault("namespace", "row")));
    Object others = entries.get("others");
    if (others != null) {
      mapping = mapping.others(others(others));
    }
    Object agreement = entries.get("agreement");
    if (agreement != null) {
      mapping = mapping.agreement(number(agreement));
    }
    mapping = mapping.nulls(words(entries.get("nulls")));
    for (Map.Entry<?, ?> column : map(entries.get("columns"), "columns").entrySet()) {
      mapping =
          mapping.with(text(column.getKey()), column(text(column.getKey()), column.getValue()));
    }
    for (Map.Entry<?, ?> constant : map(entries.get("constants"), "constants").entrySet()) {
      Object value = constant.getValue();
      if (value == null) {
        throw MappingException.of("a constant has a value", "attribute", constant.getKey());
      }
      Keyword keyword = Keyword.find(value);
      mapping = mapping.withConstant(
          attribute(constant.getKey()).toString(), keyword == null ? value : keyword);
    }
    return mapping;
  }

  private static Column column(String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return switch (text(value)) {
        case "ignore" -> Column.ignored();
        case "origin" -> Column.origin();
        default -> Column.to(attribute(value));
      };
    }
    Map<String, Object> entries = entries(map, COLUMN_KEYS, "the column " + name);
    Column column = Column.to(attribute(entries.get("attribute")));
    Object type = entries.get("type");
    if (type != null) {
      column = column.type(ColumnType.named(type));
    }
    if (Boolean.TRUE.equals(entries.get("key"))) {
      column = column.asIdentity();
    }
    Object by = entries.get("ref");
    if (by != null) {
      column = column.refersBy(reference(by));
    }
    if (Boolean.TRUE.equals(entries.get("create"))) {
      column = column.creating();
    }
    Object many = entries.get("many");
    if (many != null) {
      column = column.manySeparatedBy(many.equals(true) ? ";" : text(many));
    }
    Object format = entries.get("format");
    if (format != null) {
      column = column.format(text(format));
    }
    Object zone = entries.get("zone");
    if (zone != null) {
      column = column.zone(zone(text(zone)));
    }
    Object absent = entries.get("default");
    if (absent != null) {
      column = column.orElse(String.valueOf(absent));
    }
    return column.nulls(words(entries.get("nulls")));
  }

  private static String reference(Object by) {
    String text = text(by);
    return switch (text) {
      case "origin" -> Column.ORIGIN.toString();
      case "id" -> Column.ENTITY_ID.toString();
      default -> attribute(by).toString();
    };
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw MappingException.because(e, "there is no such zone of time", "zone", name);
    }
  }

  private static Keyword attribute(@Nullable Object name) {
    if (name instanceof Keyword keyword) {
      return keyword;
    }
    if (name instanceof String text && !text.replaceFirst("^:", "").isBlank()) {
      return Keyword.of(text);
    }
    throw MappingException.of(
        "an attribute is named by a keyword or a string such as \"person/name\"", "found", name);
  }

  private static Mapping.Others others(Object value) {
    return switch (text(value)) {
      case "infer" -> Mapping.Others.INFERRED;
      case "ignore" -> Mapping.Others.IGNORED;
      case "refuse" -> Mapping.Others.REFUSED;
      default ->
        throw MappingException.of(
            "other columns are inferred, ignored or refused",
            "found",
            value,
            "known",
            "infer ignore refuse");
    };
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw MappingException.of("the agreement is a number above 0 and at most 1", "found", value);
  }

  private static Set<String> words(@Nullable Object value) {
    Set<String> words = new LinkedHashSet<>();
    if (value instanceof Collection<?> several) {
      several.forEach(word -> words.add(String.valueOf(word)));
    } else if (value != null) {
      words.add(String.valueOf(value));
    }
    return words;
  }

  private static Map<?, ?> map(@Nullable Object value, String key) {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw MappingException.of("a map belongs here", "key", key, "found", value);
  }

  private static Map<String, Object> entries(Map<?, ?> map, Set<String> known, String where) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = text(entry.getKey());
      if (!known.contains(key)) {
        throw MappingException.of(
            "an unknown key in a mapping", "key", key, "in", where, "known", known);
      }
      if (entry.getValue() != null) {
        entries.put(key, entry.getValue());
      }
    }
    return entries;
  }

  /** A keyword without its colon, or a string. */
  private static String text(@Nullable Object value) {
    String text = String.valueOf(value);
    return value instanceof Keyword || (value instanceof String && text.startsWith(":"))
        ? text.substring(1)
        : text;
  }

  /** A mapping as an EDN document, which {@link #read} reads. */
  public static String write(Mapping mapping) {
    Map<Object, Object> document = new LinkedHashMap<>();
    document.put(Keyword.of("namespace"), mapping.namespace());
    document.put(
        Keyword.of("others"),
        Keyword.of(
            switch (mapping.others()) {
              case INFERRED -> "infer";
              case IGNORED -> "ignore";
              case REFUSED -> "refuse";
            }));
    if (!mapping.nulls().isEmpty()) {
      document.put(Keyword.of("nulls"), mapping.nulls());
    }
    if (!mapping.constants().isEmpty()) {
      document.put(Keyword.of("constants"), mapping.constants());
    }
    document.put(Keyword.of("agreement"), mapping.agreement());
    Map<Object, Object> columns = new LinkedHashMap<>();
    mapping.columns().forEach((name, column) -> columns.put(name, write(column)));
    document.put(Keyword.of("columns"), columns);
    return Edn.print(document).replace("}, \"", "},\n  \"") + "\n";
  }

  private static Object write(Column column) {
    Keyword attribute = column.attribute();
    if (attribute == null) {
      return Keyword.of(column.use() == Column.Use.ORIGIN ? "origin" : "ignore");
    }
    Map<Object, Object> entries = new LinkedHashMap<>();
    entries.put(Keyword.of("attribute"), attribute);
    ColumnType type = column.type();
    if (column.reference() != null) {
      Keyword by = column.reference();
      entries.put(Keyword.of("ref"), by.equals(Column.ORIGIN) ? Keyword.of("origin") : by);
    } else if (type != null) {
      entries.put(Keyword.of("type"), Keyword.of(type.name().toLowerCase(java.util.Locale.ROOT)));
    }
    put(entries, "key", column.identity() ? true : null);
    put(entries, "create", column.creates() ? true : null);
    put(entries, "many", column.separator());
    put(entries, "format", column.format());
    put(
        entries,
        "zone",
        column.zone().equals(ZoneOffset.UTC) ? null : column.zone().toString());
    put(entries, "default", column.absent());
    put(entries, "nulls", column.nulls().isEmpty() ? null : column.nulls());
    return entries;
  }

  private static void put(Map<Object, Object> entries, String key, @Nullable Object value) {
    if (value != null) {
      entries.put(Keyword.of(key), value);
    }
  }
}
