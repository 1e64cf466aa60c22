package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.StorageException;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks entities against the specs that a transaction has them meet ({@code :db/ensure}), as the
 * transaction leaves them: first the attributes they must have, then the predicates of the spec.
 */
final class EntitySpecs {

  private final EntitiesAfter entities;
  private final Schema schema;
  private final LentDatabase after;
  private final TransactionFunctions functions;

  /** An entity that shall meet a spec. */
  record Ensured(long entity, long spec, Object form) {}

  private EntitySpecs(
      EntitiesAfter entities, Schema schema, LentDatabase after, TransactionFunctions functions) {
    this.entities = entities;
    this.schema = schema;
    this.after = after;
    this.functions = functions;
  }

  /**
   * Checks entities after a transaction.
   *
   * @param datoms what the transaction adds and retracts
   * @param schema the schema after it
   * @param lend gives the database after it, for predicates
   */
  static void check(
      List<Ensured> ensured,
      List<Datom> datoms,
      DatabaseValue before,
      Schema schema,
      Supplier<LentDatabase> lend,
      TransactionFunctions functions) {
    if (!ensured.isEmpty()) {
      try (LentDatabase after = lend.get()) {
        EntitySpecs specs =
            new EntitySpecs(new EntitiesAfter(before, datoms), schema, after, functions);
        ensured.forEach(specs::check);
      }
    }
  }

  private void check(Ensured ensured) {
    Set<Object> attributes = entities.values(ensured.spec(), Builtin.ENTITY_ATTRS);
    Set<Object> predicates = entities.values(ensured.spec(), Builtin.ENTITY_PREDS);
    if (attributes.isEmpty() && predicates.isEmpty()) {
      throw Refusal.of(
          "an entity spec has :db.entity/attrs or :db.entity/preds",
          "spec",
          nameOf(ensured),
          "form",
          ensured.form());
    }
    checkAttributes(ensured, attributes);
    predicates.forEach(predicate -> checkPredicate(ensured, (Symbol) predicate));
  }

  private void checkAttributes(Ensured ensured, Set<Object> attributes) {
    List<Object> missing = new ArrayList<>();
    for (Object name : attributes) {
      long attribute = schema.id((Keyword) name);
      if (attribute == DatomSource.NONE || !entities.has(ensured.entity(), attribute)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw Refusal.of(
          "the entity lacks attributes that its spec asks for",
          "missing",
          missing,
          "entity",
          ensured.entity(),
          "spec",
          nameOf(ensured),
          "form",
          ensured.form());
    }
  }

  private void checkPredicate(Ensured ensured, Symbol predicate) {
    TransactionFunctions.EntityTest test = functions.entityTests().get(predicate);
    if (test == null) {
      throw Refusal.of(
          "a predicate of the entity spec is not registered with this connection",
          "predicate",
          predicate,
          "spec",
          nameOf(ensured));
    }
    Object result;
    try {
      result = test.apply(after, ensured.entity());
    } catch (StorageException unreadable) {
      throw unreadable;
    } catch (RuntimeException failure) {
      throw Refusal.because(
          failure,
          "a predicate of the entity spec failed",
          "predicate",
          predicate,
          "spec",
          nameOf(ensured),
          "entity",
          ensured.entity(),
          "form",
          ensured.form());
    }
    if (!Objects.equals(result, true)) {
      throw Refusal.of(
          "the entity does not meet a predicate of its spec",
          "predicate",
          predicate,
          "returned",
          result,
          "spec",
          nameOf(ensured),
          "entity",
          ensured.entity(),
          "form",
          ensured.form());
    }
  }

  private Object nameOf(Ensured ensured) {
    var named = schema.attribute(ensured.spec());
    return named == null ? (Object) ensured.spec() : named.ident();
  }
}
