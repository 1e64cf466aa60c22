package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named entities of one database value: every ident, and what is known of those that are
 * attributes. Immutable; a transaction makes the next from its datoms.
 *
 * <p>An ident that an entity had before it was renamed means that entity until another takes it.
 */
public final class Schema {

  /** The schema of a database in which nothing has been declared. */
  public static final Schema BUILTIN = builtin();

  private final Map<Keyword, Long> ids;
  private final Map<Long, Attribute> attributes;

  /** Those with small ids, which nearly all have, by their ids. */
  private final @Nullable Attribute[] named;

  /** By their idents as text. */
  private final Map<String, Attribute> written = new HashMap<>();

  private final Map<Long, List<Attribute>> composites;
  private final boolean hasPredicates;
  private final List<Attribute> dimensions;

  private Schema(Map<Keyword, Long> ids, Map<Long, Attribute> attributes) {
    this.ids = ids;
    this.attributes = attributes;
    this.named = named(attributes);
    this.composites = new HashMap<>();
    this.hasPredicates = attributes.values().stream()
        .anyMatch(attribute -> !attribute.predicates().isEmpty());
    this.dimensions = attributes.values().stream()
        .filter(attribute -> attribute.dimension() != null)
        .sorted(Comparator.comparing(Attribute::ident))
        .toList();
    for (Attribute attribute : attributes.values()) {
      written.put(attribute.ident().toString(), attribute);
      if (attribute.tuple() instanceof TupleShape.Composite tuple) {
        for (Long member : tuple.attributes()) {
          composites.computeIfAbsent(member, a -> new ArrayList<>(1)).add(attribute);
        }
      }
    }
  }

  private static @Nullable Attribute[] named(Map<Long, Attribute> attributes) {
    int size = 0;
    for (Long id : attributes.keySet()) {
      if (id < EntityIds.FIRST_ENTITY) {
        size = (int) Math.max(size, id + 1);
      }
    }
    @Nullable Attribute[] named = new Attribute[size];
    attributes.forEach((id, attribute) -> {
      if (id < named.length) {
        named[id.intValue()] = attribute;
      }
    });
    return named;
  }

  private static Schema builtin() {
    Map<Keyword, Long> ids = new HashMap<>();
    Map<Long, Attribute> attributes = new HashMap<>();
    for (Attribute attribute : Builtin.attributes()) {
      ids.put(attribute.ident(), attribute.id());
      attributes.put(attribute.id(), attribute);
    }
    ids.put(Builtin.SYSTEM_TIME, Builtin.TX_INSTANT);
    for (Builtin.Named named : Builtin.enumerations()) {
      ids.put(named.ident(), named.id());
      attributes.put(named.id(), Attribute.undeclared(named.id(), named.ident()));
    }
    return new Schema(ids, attributes);
  }

  /**
   * The id of the entity with an ident, or {@link DatomSource#NONE}. A former ident means the
   * entity that had it last.
   */
  public long id(Keyword ident) {
    Long id = ids.get(ident);
    return id == null ? DatomSource.NONE : id;
  }

  /**
   * The attribute with an ident, or null. Any named entity can be used as an undeclared attribute.
   */
  public @Nullable Attribute attribute(Keyword ident) {
    Long id = ids.get(ident);
    return id == null ? null : attributes.get(id);
  }

  /** The attribute whose present ident is written so, with its colon, or null. */
  public @Nullable Attribute attributeWritten(String ident) {
    return written.get(ident);
  }

  /** The attribute with an id, or null. */
  public @Nullable Attribute attribute(long id) {
    return id >= 0 && id < named.length ? named[(int) id] : attributes.get(id);
  }

  /** Every named entity, as an attribute. */
  public Collection<Attribute> attributes() {
    return Collections.unmodifiableCollection(attributes.values());
  }

  /** Whether there are attributes made of others at all. */
  public boolean hasComposites() {
    return !composites.isEmpty();
  }

  /** Whether there are attributes with predicates at all. */
  public boolean hasPredicates() {
    return hasPredicates;
  }

  /** The dimensions of time, by name; that of the transactions' own time among them. */
  public List<Attribute> dimensions() {
    return dimensions;
  }

  /** The attributes whose tuples have the values of an attribute as an element. */
  public List<Attribute> compositesOf(long attribute) {
    List<Attribute> found = composites.get(attribute);
    return found == null ? List.of() : Collections.unmodifiableList(found);
  }

  /**
   * The types of the elements of an attribute's tuples, where null is any.
   *
   * @param size how many elements a tuple has
   * @return null where the attribute has no tuples of that size
   */
  public @Nullable List<@Nullable ValueType> elementTypes(Attribute attribute, int size) {
    List<@Nullable ValueType> types = new ArrayList<>(size);
    if (attribute.tuple() instanceof TupleShape.Homogeneous tuple) {
      if (size < TupleShape.MIN_SIZE || size > TupleShape.MAX_SIZE) {
        return null;
      }
      types.addAll(Collections.nCopies(size, tuple.type()));
    } else if (attribute.tuple() instanceof TupleShape.Heterogeneous tuple) {
      types.addAll(tuple.types());
    } else if (attribute.tuple() instanceof TupleShape.Composite tuple) {
      for (Long id : tuple.attributes()) {
        Attribute member = attributes.get(id);
        types.add(member == null ? null : member.type());
      }
    }
    return types.size() == size ? types : null;
  }

  /** The schema after the datoms of a transaction; this one where they do not touch it. */
  public Schema with(List<Datom> datoms) {
    if (!touchedBy(datoms)) {
      return this;
    }
    Map<Keyword, Long> newIds = new HashMap<>(ids);
    Map<Long, Attribute> newAttributes = new HashMap<>(attributes);
    rename(datoms, newIds, newAttributes);
    for (Datom datom : datoms) {
      Attribute old = newAttributes.get(datom.e());
      if (Declarations.isPart(datom) && old != null) {
        newAttributes.put(datom.e(), Declarations.declare(old, datom, newIds));
      }
    }
    return new Schema(newIds, newAttributes);
  }

  private static boolean touchedBy(List<Datom> datoms) {
    for (Datom datom : datoms) {
      if (Declarations.isPart(datom)) {
        return true;
      }
    }
    return false;
  }

  /** Takes names away first, so that they can change hands in one transaction. */
  private static void rename(
      List<Datom> datoms, Map<Keyword, Long> ids, Map<Long, Attribute> attributes) {
    for (Datom datom : datoms) {
      if (isName(datom) && !datom.added()) {
        ids.remove((Keyword) datom.v(), datom.e());
      }
    }
    for (Datom datom : datoms) {
      if (datom.a() == Builtin.IDENT && datom.added()) {
        Keyword ident = (Keyword) datom.v();
        ids.put(ident, datom.e());
        Attribute old = attributes.get(datom.e());
        attributes.put(
            datom.e(), old == null ? Attribute.undeclared(datom.e(), ident) : old.withIdent(ident));
      }
    }
    for (Datom datom : datoms) {
      Attribute old = attributes.get(datom.e());
      if (datom.a() == Builtin.IDENT && old != null && !isNamed(old, ids)) {
        attributes.remove(datom.e());
      }
      if (datom.a() == Builtin.FORMER_IDENTS && datom.added()) {
        ids.putIfAbsent((Keyword) datom.v(), datom.e());
      }
    }
  }

  private static boolean isNamed(Attribute attribute, Map<Keyword, Long> ids) {
    Long named = ids.get(attribute.ident());
    return named != null && named == attribute.id();
  }

  private static boolean isName(Datom datom) {
    return datom.a() == Builtin.IDENT || datom.a() == Builtin.FORMER_IDENTS;
  }
}
