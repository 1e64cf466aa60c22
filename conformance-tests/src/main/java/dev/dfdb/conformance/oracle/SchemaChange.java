package dev.dfdb.conformance.oracle;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a transaction does to the schema, which has to stay true of every live fact. */
final class SchemaChange {

  private static final long FIRST_NAMED = 64;
  private static final Set<String> ALTERING =
      Set.of("valueType", "cardinality", "unique", "isComponent");

  private final Set<Fact> asserted;
  private final Set<Fact> retracted;
  private final Facts before;
  private final OracleSchema schema;

  SchemaChange(Set<Fact> asserted, Set<Fact> retracted, Facts before, OracleSchema schema) {
    this.asserted = asserted;
    this.retracted = retracted;
    this.before = before;
    this.schema = schema;
  }

  /** Throws {@link Refused} if it may not be. */
  void check() {
    List<Fact> all = new ArrayList<>(asserted);
    all.addAll(retracted);
    Set<Long> touched = new HashSet<>();
    Set<Long> altered = new HashSet<>();
    for (Fact fact : all) {
      OracleAttribute attribute = schema.attribute(fact.a());
      if (attribute != null && "db".equals(attribute.ident().namespace())) {
        Forms.check(fact.e() < 0 || fact.e() >= FIRST_NAMED, "built in");
        touched.add(fact.e());
        if (ALTERING.contains(attribute.ident().name())) {
          altered.add(fact.e());
        }
      }
    }
    for (Fact fact : all) {
      Forms.check(!altered.contains(fact.a()), "declared and used in one transaction");
    }
    asserted.forEach(this::checkValue);
    if (!touched.isEmpty()) {
      OracleSchema after = new OracleSchema(after());
      touched.forEach(id -> checkAttribute(schema.attribute(id), after.attribute(id)));
    }
  }

  private Facts after() {
    List<Datom> datoms = new ArrayList<>();
    retracted.forEach(fact -> datoms.add(new Datom(fact.e(), fact.a(), fact.v(), 0, false)));
    asserted.forEach(fact -> datoms.add(new Datom(fact.e(), fact.a(), fact.v(), 0, true)));
    return before.after(datoms);
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
    if (!enumeration.isEmpty()) {
      OracleAttribute v = schema.attribute((Long) fact.v());
      Forms.check(v != null && enumeration.equals(v.ident().namespace()), "no such schema");
    }
  }

  private void checkAttribute(@Nullable OracleAttribute old, @Nullable OracleAttribute now) {
    List<Fact> used = old == null ? List.of() : before.of(old.id());
    if (now == null) {
      Forms.check(used.isEmpty(), "an attribute in use has an ident");
      return;
    }
    Forms.check(!now.component() || now.isRef(), "only a reference can be a component");
    if (old == null || used.isEmpty()) {
      return;
    }
    if (!Objects.equals(old.type(), now.type())) {
      Forms.check(!old.isRef() && !now.isRef(), "references stay references");
    }
    boolean isNarrower =
        (now.unique() != null && old.unique() == null) || (old.many() && !now.many());
    for (Fact fact : used) {
      Forms.check(
          now.isRef() || Objects.deepEquals(fact.v(), now.conform(fact.v())),
          "a live value of another type");
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
}
