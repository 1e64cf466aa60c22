package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.List;

/** Whether entities are as specs ask for, in the facts that a transaction leaves. */
final class Specs {

  private final Facts after;
  private final OracleSchema schema;

  /** Reads facts, and the schema after the transaction. */
  Specs(Facts after, OracleSchema schema) {
    this.after = after;
    this.schema = schema;
  }

  /** Throws {@link Refused} if an entity is not as a spec asks for. */
  void check(long e, long spec) {
    List<Object> attributes = after.values(spec, schema.id(":db.entity/attrs"));
    List<Object> predicates = after.values(spec, schema.id(":db.entity/preds"));
    Forms.check(!attributes.isEmpty() || !predicates.isEmpty(), "no spec");
    for (Object name : attributes) {
      OracleAttribute attribute = schema.attribute((Keyword) name);
      Forms.check(
          attribute != null && !after.values(e, attribute.id()).isEmpty(),
          "an attribute of the spec is missing");
    }
    for (Object name : predicates) {
      UserFunctions.EntityTest test = UserFunctions.ENTITY_TESTS.get(name.toString());
      if (test == null) {
        throw new Refused("no such predicate of entities");
      }
      try {
        Forms.check(test.test(new FactReading(after, schema), e), "not as the spec asks for");
      } catch (ClassCastException failure) {
        throw new Refused("a predicate of entities failed");
      }
    }
  }
}
