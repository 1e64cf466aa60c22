package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.storage.support.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction written as a map: {@code {:tx-data [...] :time-dimensions {...} :tx-meta {...}}},
 * its forms, the dimensions of time that its datoms have, and facts about the transaction itself.
 */
public final class TransactionMap {

  private static final Keyword DATA = Keyword.of(null, "tx-data");
  private static final Keyword META = Keyword.of(null, "tx-meta");
  private static final Keyword DIMENSIONS = Keyword.of(null, "time-dimensions");
  /** So many letters of {@code :tx-data} may be wrong. */
  private static final int MISTYPED = 2;

  private static final String CURRENT_TX = "datomic.tx";

  private TransactionMap() {}

  /** Whether a map is a transaction, and not a form of one. */
  public static boolean isTransaction(Object form) {
    return form instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(key -> DATA.equals(Keyword.find(key)));
  }

  /** Whether a map that stands alone is meant as a transaction, well written or not. */
  public static boolean isMeant(Object form) {
    return form instanceof Map<?, ?> map
        && map.keySet().stream().map(Keyword::find).anyMatch(TransactionMap::isMeantAsPart);
  }

  private static boolean isMeantAsPart(@Nullable Keyword key) {
    return key != null
        && key.namespace() == null
        && (META.equals(key)
            || DIMENSIONS.equals(key)
            || EditDistance.of(key.name(), DATA.name()) <= MISTYPED);
  }

  /**
   * The forms of a transaction: those of its data, and one each for its metadata and dimensions.
   *
   * @throws dev.dfdb.error.TransactionException if it has no data, or a key that isn't known
   */
  public static Collection<?> forms(Map<?, ?> transaction) {
    if (!isTransaction(transaction)) {
      throw Refusal.of(
          "a transaction given as a map has no :tx-data; a single form stands in a list",
          "map",
          transaction);
    }
    List<Object> forms = new ArrayList<>();
    for (Map.Entry<?, ?> entry : transaction.entrySet()) {
      Keyword key = Keyword.find(entry.getKey());
      if (DATA.equals(key) && entry.getValue() instanceof Collection<?> given) {
        forms.addAll(given);
      } else if (META.equals(key) && entry.getValue() instanceof Map<?, ?> facts) {
        forms.add(aboutTransaction(facts));
      } else if (DIMENSIONS.equals(key) && entry.getValue() instanceof Map<?, ?> times) {
        forms.add(new DimensionForm(times));
      } else {
        throw Refusal.of(
            "a transaction given as a map has forms as :tx-data, may have a map of facts about"
                + " itself as :tx-meta and one of dimensions as :time-dimensions, and nothing else",
            "key",
            String.valueOf(entry.getKey()),
            "value",
            entry.getValue());
      }
    }
    return forms;
  }

  private static Map<Object, Object> aboutTransaction(Map<?, ?> facts) {
    Map<Object, Object> form = new LinkedHashMap<>();
    facts.forEach((attribute, value) -> {
      if (Builtin.DB_ID.equals(Keyword.find(attribute))) {
        throw Refusal.of(":tx-meta is about the transaction itself", "tx-meta", facts);
      }
      form.put(attribute, value);
    });
    form.put(Builtin.DB_ID, CURRENT_TX);
    return form;
  }
}
