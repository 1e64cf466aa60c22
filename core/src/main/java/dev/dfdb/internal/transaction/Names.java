package dev.dfdb.internal.transaction;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.ValueType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what the forms of one transaction name: entities, attributes and values, in the database
 * before. An attribute never heard of is given an id here, unless the database is strict.
 */
final class Names {

  private static final String CURRENT_TX = "datomic.tx";
  private static final Keyword CURRENT_TX_IDENT = Keyword.of("db", "current-tx");

  private final DatabaseValue before;
  private final IdAllocation ids;
  private final boolean strict;
  private final long tx;
  private final Map<Keyword, Attribute> interned = new LinkedHashMap<>();
  private final Map<@Nullable Object, Attribute> attributes = new HashMap<>();
  private final Map<Object, Keyword> keywords = new HashMap<>();
  private final TupleTerms tuples;

  Names(DatabaseValue before, IdAllocation ids, boolean strict) {
    this.before = before;
    this.ids = ids;
    this.strict = strict;
    this.tx = EntityIds.ofTransaction(before.root().t() + 1);
    this.tuples = new TupleTerms(this, before.schema());
  }

  /** The attributes first used in this transaction. */
  Map<Keyword, Attribute> interned() {
    return interned;
  }

  /** The attribute a form names by keyword or id. */
  Attribute attribute(@Nullable Object name, Object form) {
    Attribute written = name instanceof String text ? before.schema().attributeWritten(text) : null;
    if (written != null) {
      return usable(written, form);
    }
    Attribute found = attributes.get(name);
    if (found == null) {
      found = findAttribute(name, form);
      attributes.put(name, found);
    }
    return found;
  }

  /**
   * The attribute of which a form takes something away. One never heard of has nothing to take, so
   * it is given no id unless another form does: it is {@linkplain #isUnheard unheard}, until all
   * forms are known and it can be {@link #settled}.
   */
  Attribute retracted(@Nullable Object name, Object form) {
    Keyword ident = keyword(name);
    if (ident == null || before.attribute(ident) != null || interned.containsKey(ident)) {
      return attribute(name, form);
    }
    checkName(ident, form);
    checkUndeclared(ident, form);
    return Attribute.undeclared(DatomSource.NONE, ident);
  }

  /** Whether an attribute is one that does not exist, and only something is taken away from it. */
  static boolean isUnheard(Attribute attribute) {
    return attribute.id() == DatomSource.NONE;
  }

  /** An attribute as the other forms know it, if they do. */
  Attribute settled(Attribute attribute) {
    return isUnheard(attribute) ? interned.getOrDefault(attribute.ident(), attribute) : attribute;
  }

  /** The keyword that an object is or writes, or null; as {@link Keyword#find}, found once. */
  @Nullable
  Keyword keyword(@Nullable Object name) {
    if (!(name instanceof String text)) {
      return Keyword.find(name);
    }
    Attribute attribute = before.schema().attributeWritten(text);
    if (attribute != null) {
      return attribute.ident();
    }
    Keyword known = keywords.get(name);
    if (known == null) {
      known = Keyword.find(name);
      if (known != null) {
        keywords.put(name, known);
      }
    }
    return known;
  }

  private Attribute findAttribute(@Nullable Object name, Object form) {
    Object canonical = name == null ? null : Values.canonical(name);
    if (canonical instanceof Long id) {
      Attribute attribute = before.attribute(id);
      if (attribute == null) {
        throw Refusal.of("no attribute has this id", "attribute", id, "form", form);
      }
      return usable(attribute, form);
    }
    Keyword ident = Keyword.find(canonical);
    if (ident == null) {
      throw Refusal.of(
          "an attribute is named by a keyword such as :person/name",
          "attribute",
          String.valueOf(name),
          "form",
          form);
    }
    checkName(ident, form);
    Attribute known = before.attribute(ident);
    return known != null ? usable(known, form) : intern(ident, form);
  }

  private static void checkName(Keyword ident, Object form) {
    ReverseNames.checkForward(ident, form);
    if (ident.equals(Builtin.SYSTEM_TIME)) {
      throw Refusal.of(
          "the time of the transaction itself is a time dimension that dfdb keeps",
          "dimension",
          ident,
          "form",
          form);
    }
  }

  /** Every named entity can be an attribute: not what values of schema are, nor in a strict one. */
  private Attribute usable(Attribute known, Object form) {
    ReverseNames.checkForward(known.ident(), form);
    if (Builtin.isExcision(known.id())) {
      throw Refusal.of(
          "an excision is no part of a transaction: use Connection.excise, which keeps the record",
          "attribute",
          known.ident(),
          "form",
          form);
    }
    if (known.dimension() != null && known.id() != Builtin.TX_INSTANT) {
      throw Refusal.of(
          "a time dimension is given for a whole transaction, as {:tx-data [...] :time-dimensions"
              + " {...}}; a derived one follows",
          "dimension",
          known.ident(),
          "form",
          form);
    }
    if (known.type() == null && !Builtin.isAttribute(known.id())) {
      checkUndeclared(known.ident(), form);
    }
    return known;
  }

  private static void checkNotReserved(Keyword ident, Object form) {
    if (isReserved(ident)) {
      throw Refusal.of(
          "no such built-in attribute", "attribute", ident, "form", form, "known", builtins());
    }
  }

  private void checkNotStrict(Keyword ident, Object form) {
    if (strict) {
      throw Refusal.of(
          "the attribute is not declared, and the database is strict: transact its schema first,"
              + " with at least :db/valueType",
          "attribute",
          ident,
          "form",
          form);
    }
  }

  private void checkUndeclared(Keyword ident, Object form) {
    checkNotReserved(ident, form);
    checkNotStrict(ident, form);
  }

  private Attribute intern(Keyword ident, Object form) {
    checkUndeclared(ident, form);
    return interned.computeIfAbsent(ident, name -> Attribute.undeclared(ids.named(), name));
  }

  /** Whether an ident belongs to dfdb. */
  static boolean isReserved(Keyword ident) {
    String namespace = ident.namespace();
    return namespace != null && (namespace.equals("db") || namespace.startsWith("db."));
  }

  private static List<Keyword> builtins() {
    return Builtin.attributes().stream().map(Attribute::ident).toList();
  }

  /** The entity a form names: by id, tempid, ident or lookup ref. */
  Term entity(@Nullable Object name, Object form) {
    if (name == null) {
      throw Refusal.of("nil is no entity", "form", form);
    }
    try {
      return named(canonical(name), form);
    } catch (InvalidValueException refusal) {
      throw Unstorable.in(form, null, refusal);
    }
  }

  private Term named(Object reference, Object form) {
    if (reference instanceof Long id) {
      return id < 0 ? new Term.Tempid(id) : existing(id, form);
    }
    if (reference instanceof String text && Keyword.find(text) == null) {
      return text.equals(CURRENT_TX) ? new Term.Entity(tx) : new Term.Tempid(text);
    }
    Keyword ident = Keyword.find(reference);
    if (CURRENT_TX_IDENT.equals(ident)) {
      return new Term.Entity(tx);
    }
    long id = ident != null
        ? before.schema().id(ident)
        : isLookupRef(reference) ? lookUp((List<?>) reference) : DatomSource.NONE;
    if (id == DatomSource.NONE) {
      throw Refusal.of(
          "names no entity of the database before the transaction",
          "entity",
          reference,
          "form",
          form);
    }
    return new Term.Entity(id);
  }

  private long lookUp(List<?> reference) {
    Keyword ident = Keyword.find(reference.get(0));
    Attribute attribute = ident == null ? null : before.attribute(ident);
    Object value = reference.get(1);
    return attribute == null || value == null
        ? DatomSource.NONE
        : before.entityWith(attribute, value);
  }

  private Term existing(long id, Object form) {
    if (id == tx) {
      return new Term.Entity(id);
    }
    boolean isGap = id < EntityIds.FIRST_NAMED && before.attribute(id) == null;
    if (isGap || !ids.isOld(id)) {
      throw Refusal.of(
          "no entity was ever given this id; use a tempid (a string or a negative number) for a new"
              + " entity",
          "entity",
          id,
          "form",
          form);
    }
    return new Term.Entity(id);
  }

  /** Whether an object has the form of a lookup ref: an attribute that is unique, and a value. */
  boolean isLookupRef(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.size() != 2) {
      return false;
    }
    Keyword ident = Keyword.find(list.get(0));
    Attribute attribute = ident == null ? null : before.attribute(ident);
    return attribute != null && attribute.unique() != null;
  }

  /** Whether a nested map names its entity, or has an attribute by which it can be found. */
  boolean canBeFound(Map<?, ?> map) {
    for (Object name : map.keySet()) {
      Keyword ident = Keyword.find(name);
      Attribute attribute = ident == null ? null : before.attribute(ident);
      if (Builtin.DB_ID.equals(ident) || (attribute != null && attribute.isIdentity())) {
        return true;
      }
    }
    return false;
  }

  /** A value for an attribute, checked against its type. */
  Term value(Attribute attribute, Object value, Object form) {
    if (attribute.tuple() != null) {
      return tuples.of(attribute, canonical(attribute, value, form), form);
    }
    if (attribute.id() == Builtin.ATTR_PREDS || attribute.id() == Builtin.ENTITY_PREDS) {
      Symbol function = TransactionFunctions.name(value);
      return typed(attribute, attribute.type(), function == null ? value : function, form);
    }
    return typed(attribute, attribute.type(), value, form);
  }

  /** A value of a type, or with null of any, where an attribute asks for it. */
  Term typed(Attribute attribute, @Nullable ValueType type, Object value, Object form) {
    if (type == ValueType.REF) {
      return entity(value, form);
    }
    Object canonical = canonical(attribute, value, form);
    Keyword written = type == ValueType.KEYWORD ? Keyword.find(canonical) : null;
    Object conforming =
        written != null ? written : type == null ? canonical : type.conform(canonical);
    if (conforming == null) {
      throw Refusal.of(
          "the value is not of the attribute's type",
          "attribute",
          attribute.ident(),
          "expected",
          type == null ? "any" : type.ident(),
          "value",
          value,
          "type",
          value.getClass().getName(),
          "form",
          form);
    }
    return new Term.Value(conforming);
  }

  private static Object canonical(Object value) {
    return Objects.requireNonNull(Values.canonical(value));
  }

  private static Object canonical(Attribute attribute, Object value, Object form) {
    try {
      return canonical(value);
    } catch (InvalidValueException refusal) {
      throw Unstorable.in(form, attribute, refusal);
    }
  }
}
