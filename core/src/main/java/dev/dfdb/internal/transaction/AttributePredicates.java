package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks new values against the predicates that their attributes name ({@code :db.attr/preds}). */
final class AttributePredicates {

  private AttributePredicates() {}

  /** Checks the datoms of a transaction. */
  static void check(List<Datom> datoms, Schema schema, TransactionFunctions functions) {
    if (!schema.hasPredicates()) {
      return;
    }
    for (Datom datom : datoms) {
      Attribute attribute = datom.added() ? schema.attribute(datom.a()) : null;
      if (attribute != null && !attribute.predicates().isEmpty()) {
        for (Symbol predicate : attribute.predicates()) {
          new Trial(datom, attribute, predicate).run(functions.valueTests().get(predicate));
        }
      }
    }
  }

  /** A value that is put to a predicate. */
  private record Trial(Datom datom, Attribute attribute, Symbol predicate) {

    void run(TransactionFunctions.@Nullable ValueTest test) {
      if (test == null) {
        throw refusal(null, "a predicate of the attribute is not registered with this connection");
      }
      Object result;
      try {
        result = test.apply(datom.v());
      } catch (StorageException unreadable) {
        throw unreadable;
      } catch (RuntimeException failure) {
        throw refusal(failure, "a predicate of the attribute failed", "threw", failure);
      }
      if (!Objects.equals(result, true)) {
        throw refusal(
            null, "the value does not meet a predicate of its attribute", "returned", result);
      }
    }

    private TransactionException refusal(
        @Nullable Throwable cause, String summary, @Nullable Object... more) {
      @Nullable Object[] context = new @Nullable Object[8 + more.length];
      List<Object> known = List.of(
          "predicate",
          predicate,
          "attribute",
          attribute.ident(),
          "value",
          datom.v(),
          "entity",
          datom.e());
      known.toArray(context);
      System.arraycopy(more, 0, context, known.size(), more.length);
      return Refusal.because(cause, summary, context);
    }
  }
}
