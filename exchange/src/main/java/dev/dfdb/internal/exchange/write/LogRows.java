package dev.dfdb.internal.exchange.write;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of the log as maps with {@code :tx-data}, to be transacted again in their order.
 * Entities have the names they had then, else their ids. Used by one thread.
 */
final class LogRows {

  private static final Keyword ADD = Keyword.of("db", "add");
  private static final Keyword RETRACT = Keyword.of("db", "retract");
  private static final Keyword IDENT = Keyword.of("db", "ident");
  private static final Keyword TX_DATA = Keyword.of("tx-data");
  private static final Keyword TIME_DIMENSIONS = Keyword.of("time-dimensions");

  /** What the database says by itself, or can't be said by a transaction. */
  private static final Set<String> OWN = Set.of(
      ":db/txInstant", ":db/formerIdents", ":db/excise", ":db.excise/attrs", ":db.excise/beforeT");

  private final Attributes attributes;
  private final Set<Long> dimensions = new HashSet<>();

  /** The names that entities have as of the transaction. */
  private final Map<Long, Keyword> idents = new HashMap<>();

  LogRows(Db db) {
    this.attributes = new Attributes(db);
    db.q("[:find [?d ...] :where [?d :dimension/name]]")
        .values()
        .forEach(id -> dimensions.add((Long) id));
  }

  /** Writes a transaction. Whether there was anything to write. */
  boolean write(LoggedTransaction transaction, EdnWriter writer) throws IOException {
    Map<Object, Object> form = new LinkedHashMap<>();
    List<Object> forms = new ArrayList<>();
    Map<Object, Object> times = new LinkedHashMap<>();
    Set<Long> implied = implied(transaction);
    Set<Datom> again = new HashSet<>(transaction.datoms());
    Map<Long, Keyword> named = new HashMap<>();
    for (Datom datom : transaction.datoms()) {
      AttributeInfo attribute = attributes.of(datom);
      if (attribute.ident().equals(IDENT)) {
        idents.remove(datom.e(), datom.v());
        if (datom.added()) {
          named.put(datom.e(), (Keyword) datom.v());
        }
      }
      if (OWN.contains(attribute.ident().toString())) {
        continue;
      }
      if (datom.e() == transaction.tx() && dimensions.contains(datom.a())) {
        times.put(attribute.ident(), datom.v());
      } else if (isSaid(datom, attribute, implied, again)) {
        forms.add(form(datom, attribute, transaction.tx()));
      }
    }
    idents.putAll(named);
    form.put(TX_DATA, forms);
    if (!times.isEmpty()) {
      form.put(TIME_DIMENSIONS, times);
    }
    if (transaction.t() == 0 || forms.isEmpty()) {
      return false;
    }
    writer.writeForm(form);
    return true;
  }

  private boolean isSaid(
      Datom datom, AttributeInfo attribute, Set<Long> implied, Set<Datom> again) {
    Keyword ident = attributes.ident(datom.e());
    return !implied.contains(datom.e())
        && (datom.added() || !again.contains(asserted(datom)))
        && !Attributes.isComposite(attribute)
        && !Attributes.isImport(attribute.ident())
        && !(ident != null && Attributes.isImport(ident))
        && (!dimensions.contains(datom.e()) || Attributes.isOfDimension(attribute.ident()));
  }

  /** A live datom that gets times of its own is retracted and asserted: one says that alone. */
  private static Datom asserted(Datom datom) {
    return new Datom(datom.e(), datom.a(), datom.v(), datom.tx(), true);
  }

  /** The entities of attributes that came to be by being used: they come to be so again. */
  private Set<Long> implied(LoggedTransaction transaction) {
    Set<Long> used = new HashSet<>();
    Map<Long, Integer> facts = new HashMap<>();
    for (Datom datom : transaction.datoms()) {
      used.add(datom.a());
      facts.merge(datom.e(), 1, Integer::sum);
    }
    used.removeIf(id -> facts.getOrDefault(id, 0) != 1);
    return used;
  }

  private List<Object> form(Datom datom, AttributeInfo attribute, long tx) {
    Keyword name = idents.getOrDefault(datom.a(), attribute.ident());
    Object value = Attributes.isRef(attribute) ? entity((Long) datom.v(), tx) : datom.v();
    return List.of(datom.added() ? ADD : RETRACT, entity(datom.e(), tx), name, value);
  }

  private Object entity(long id, long tx) {
    @Nullable Keyword ident = idents.get(id);
    return id == tx ? "datomic.tx" : EdnWriter.reference(new RowWriter.EntityRef(id, ident));
  }
}
