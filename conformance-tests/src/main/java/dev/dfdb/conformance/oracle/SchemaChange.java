package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a transaction does to the schema, which has to stay true of every live fact. */
final class SchemaChange {

  private static final long FIRST_NAMED = 64;
  private static final Set<String> ALTERING = Set.of(
      ":db/valueType",
      ":db/cardinality",
      ":db/unique",
      ":db/isComponent",
      ":db/tupleAttrs",
      ":db/tupleTypes",
      ":db/tupleType",
      ":db.attr/preds");

  private final Set<Fact> asserted;
  private final Set<Fact> retracted;
  private final Facts before;
  private final OracleSchema schema;
  private final OracleSchema after;
  private final LongPredicate everUsed;

  SchemaChange(
      Set<Fact> asserted,
      Set<Fact> retracted,
      Facts before,
      OracleSchema schema,
      OracleSchema after,
      LongPredicate everUsed) {
    this.asserted = asserted;
    this.retracted = retracted;
    this.before = before;
    this.schema = schema;
    this.after = after;
    this.everUsed = everUsed;
  }

  /** Throws {@link Refused} if it may not be. */
  void check() {
    List<Fact> all = new ArrayList<>(asserted);
    all.addAll(retracted);
    Set<Long> touched = new HashSet<>();
    Set<Long> altered = new HashSet<>();
    for (Fact fact : all) {
      OracleAttribute attribute = schema.attribute(fact.a());
      if (attribute != null && attribute.id() < FIRST_NAMED) {
        Forms.check(fact.e() < 0 || fact.e() >= FIRST_NAMED, "built in");
        touched.add(fact.e());
        if (ALTERING.contains(attribute.ident().toString())) {
          altered.add(fact.e());
        }
      }
    }
    for (Fact fact : all) {
      Forms.check(!altered.contains(fact.a()), "declared and used in one transaction");
    }
    asserted.forEach(this::checkValue);
    touched.forEach(id -> checkAttribute(schema.attribute(id), after.attribute(id)));
    after.composites().forEach(this::checkComposite);
  }

  private void checkValue(Fact fact) {
    OracleAttribute attribute = schema.attribute(fact.a());
    String name = attribute == null ? "" : attribute.ident().toString();
    if (name.equals(":db/ident")) {
      String namespace = Objects.requireNonNullElse(((Keyword) fact.v()).namespace(), "");
      Forms.check(!namespace.equals("db") && !namespace.startsWith("db."), "reserved");
    }
    String enumeration = switch (name) {
      case ":db/valueType" -> "db.type";
      case ":db/cardinality" -> "db.cardinality";
      case ":db/unique" -> "db.unique";
      default -> "";
    };
    if (name.equals(":db/tupleType")) {
      checkElement(fact.v());
    } else if (name.equals(":db/tupleTypes")) {
      ((List<?>) fact.v()).forEach(SchemaChange::checkElement);
    } else if (!enumeration.isEmpty()) {
      OracleAttribute v = schema.attribute((Long) fact.v());
      Forms.check(v != null && enumeration.equals(v.ident().namespace()), "no such schema");
    }
  }

  private static void checkElement(@Nullable Object v) {
    boolean isType = v instanceof Keyword type
        && "db.type".equals(type.namespace())
        && !RandomValues.TUPLE.equals(type.name());
    Forms.check(isType, "no type of elements");
  }

  private void checkAttribute(@Nullable OracleAttribute old, @Nullable OracleAttribute now) {
    List<Fact> used = old == null ? List.of() : before.of(old.id());
    if (now == null) {
      Forms.check(used.isEmpty(), "an attribute in use has an ident");
      return;
    }
    Forms.check(!now.component() || now.isRef(), "only a reference can be a component");
    Forms.check(
        shapes(now.id()) == (RandomValues.TUPLE.equals(now.type()) ? 1 : 0),
        "a tuple has one shape, and nothing else has one");
    if (old == null) {
      return;
    }
    Forms.check(
        old.isRef() == now.isRef() || !everUsed.test(now.id()),
        "what has had values is a reference for ever, or never");
    if (used.isEmpty()) {
      return;
    }
    if (old.tuple() != null) {
      Forms.check(old.tuple().isLike(now.tuple()), "tuples keep their shape");
    } else if (now.tuple() != null) {
      Forms.check(!now.isComposite(), "what is asserted becomes no composite tuple");
    }
    boolean isNarrower =
        (now.unique() != null && old.unique() == null) || (old.many() && !now.many());
    for (Fact fact : used) {
      Forms.check(now.isRef() || isAsItWas(old, now, fact.v()), "a live value of another type");
      for (Fact other : isNarrower ? used : List.<Fact>of()) {
        Forms.check(now.many() || other.equals(fact) || other.e() != fact.e(), "two live values");
        Forms.check(
            now.unique() == null
                || other.e() == fact.e()
                || !Objects.deepEquals(other.v(), fact.v()),
            "a value is not unique");
      }
    }
  }

  /** How many ways there are in which an attribute's tuples will be declared. */
  private long shapes(long id) {
    return Stream.of(":db/tupleAttrs", ":db/tupleTypes", ":db/tupleType")
        .filter(shape -> isThere(id, schema.id(shape)))
        .count();
  }

  private boolean isThere(long e, long a) {
    return asserted.stream().anyMatch(fact -> fact.e() == e && fact.a() == a)
        || before.about(e).stream().anyMatch(fact -> fact.a() == a && !retracted.contains(fact));
  }

  /** Whether a value stays what it is; what was no reference does not become one. */
  private static boolean isAsItWas(OracleAttribute old, OracleAttribute now, Object v) {
    boolean refers = now.tuple() != null && v instanceof List<?> elements && refers(now, elements);
    return (old.tuple() != null || !refers) && Objects.deepEquals(v, now.conform(v));
  }

  private static boolean refers(OracleAttribute attribute, List<?> elements) {
    List<@Nullable String> types = attribute.types(elements);
    return types != null && types.contains("ref");
  }

  /** Composite tuples keep the attributes that they are made of, whatever becomes of names. */
  private void checkComposite(OracleAttribute composite) {
    OracleAttribute old = schema.attribute(composite.id());
    Forms.check(!composite.many(), "an entity has one composite tuple");
    for (long id : composite.parts()) {
      OracleAttribute part = after.attribute(id);
      Forms.check(
          part != null && !part.many() && !part.isComposite(),
          "a part of a composite tuple is an attribute with one value");
    }
    boolean isDeclared = asserted.stream()
        .anyMatch(fact -> fact.e() == composite.id() && fact.a() == schema.id(":db/tupleAttrs"));
    Forms.check(
        old == null || isDeclared || old.parts().equals(composite.parts()),
        "the name of a part has become another's");
  }
}
