package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id of every tempid: that of an entity which already has one of its unique identities
 * (upsert), or a new one. Tempids that claim the same identity are the same entity.
 */
final class Tempids {

  private final DatabaseValue before;
  private final List<Op> ops;
  private final Map<Long, Map<Object, Term.Tempid>> claims = new HashMap<>();
  private final Map<Term.Tempid, Term.Tempid> merged = new HashMap<>();
  private final Map<Term.Tempid, Op.Add> boundBy = new HashMap<>();
  private final Map<Term.Tempid, Long> ids = new HashMap<>();
  private final Set<Term.Tempid> all = new LinkedHashSet<>();

  /** What was looked at last: the steps of a form have one entity, mostly the very same term. */
  private @Nullable Term last;

  private long lastId;

  private Tempids(DatabaseValue before, List<Op> ops) {
    this.before = before;
    this.ops = ops;
  }

  /** Resolves the tempids of a transaction's steps. */
  static Tempids resolve(List<Op> ops, DatabaseValue before, IdAllocation allocation) {
    Tempids tempids = new Tempids(before, ops);
    tempids.upsert();
    tempids.allocate(allocation);
    return tempids;
  }

  /** The id of an entity. */
  @SuppressWarnings("ReferenceEquality") // equal ones are found all the same
  long id(Term entity) {
    if (entity != last) {
      Long id = known(entity) instanceof Long known ? known : null;
      if (id == null) {
        throw new IllegalStateException("every tempid is resolved by now: " + entity);
      }
      last = entity;
      lastId = id;
    }
    return lastId;
  }

  /** The value, with the id in place of a tempid. */
  Object value(Term value) {
    Object known = known(value);
    if (known == null) {
      throw new IllegalStateException("every tempid is resolved by now: " + value);
    }
    return known;
  }

  /** The tempids the user chose, and their ids. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
  Map<Object, Long> named() {
    List<Map.Entry<Object, Long>> named = new ArrayList<>(all.size());
    for (Term.Tempid tempid : all) {
      if (!(tempid.name() instanceof Term.Unnamed)) {
        named.add(Map.entry(tempid.name(), id(tempid)));
      }
    }
    return Map.<Object, Long>ofEntries(named.toArray(new Map.Entry[0]));
  }

  /**
   * Binds tempids to the entities that have their identities. An identity may be a reference to a
   * tempid that is itself bound by another, so the claims that could not be followed yet are tried
   * again until none can.
   */
  private void upsert() {
    List<Op.Add> open = new ArrayList<>(CompositeIdentities.claims(ops, before.schema()));
    for (Op op : ops) {
      if (op instanceof Op.Add add
          && add.attribute().isIdentity()
          && add.entity() instanceof Term.Tempid) {
        open.add(add);
      }
    }
    while (open.removeIf(this::followClaim)) {
      // every round that binds a tempid may make another claim clear
    }
  }

  private boolean followClaim(Op.Add add) {
    Object value = known(add.value());
    if (value == null) {
      return false;
    }
    Term.Tempid tempid = (Term.Tempid) add.entity();
    Term.Tempid other = claims
        .computeIfAbsent(add.attribute().id(), a -> new TreeMap<>(ValueOrder::compare))
        .putIfAbsent(value, tempid);
    if (other != null) {
      merge(other, tempid);
    } else {
      long found = before.entityWith(add.attribute(), value);
      if (found != DatomSource.NONE) {
        bind(root(tempid), found, add);
      }
    }
    return true;
  }

  private void bind(Term.Tempid root, long id, Op.Add add) {
    Long old = ids.putIfAbsent(root, id);
    if (old == null) {
      boundBy.put(root, add);
    } else if (old != id) {
      throw conflict(root, old, id, add);
    }
  }

  private void merge(Term.Tempid left, Term.Tempid right) {
    Term.Tempid into = root(left);
    Term.Tempid from = root(right);
    if (!into.equals(from)) {
      merged.put(from, into);
      Long id = ids.remove(from);
      Op.Add by = boundBy.remove(from);
      if (id != null && by != null) {
        bind(into, id, by);
      }
    }
  }

  private TransactionException conflict(Term.Tempid root, long first, long second, Op.Add add) {
    Op.Add by = boundBy.get(root);
    return Refusal.of(
        "the unique identities of one tempid belong to different entities",
        "tempid",
        root.name(),
        "first",
        claimed(by, first),
        "second",
        claimed(add, second),
        "form",
        add.form());
  }

  private String claimed(Op.@Nullable Add add, long id) {
    return add == null
        ? "entity " + id
        : "entity " + id + ", which has " + add.attribute().ident() + " " + known(add.value());
  }

  @SuppressWarnings("ReferenceEquality") // equal ones are told apart by the sets
  private void allocate(IdAllocation allocation) {
    Set<Term.Tempid> named = new HashSet<>();
    Set<Term.Tempid> described = new HashSet<>();
    for (Op op : ops) {
      if (describes(op) && op.entity() instanceof Term.Tempid tempid) {
        if (tempid != last) {
          described.add(root(tempid));
          last = tempid;
        }
        if (op instanceof Op.Add add && add.attribute().id() == Builtin.IDENT) {
          named.add(root(tempid));
        }
      }
    }
    last = null;
    for (Op op : ops) {
      eachTempid(op, tempid -> {
        if (tempid != last && all.add(tempid)) {
          Term.Tempid root = root(tempid);
          if (!ids.containsKey(root)) {
            checkDescribed(root, described, tempid, op);
            ids.put(root, named.contains(root) ? allocation.named() : allocation.entity());
          }
        }
        last = tempid;
      });
    }
    last = null;
  }

  private static void checkDescribed(
      Term.Tempid root, Set<Term.Tempid> described, Term.Tempid tempid, Op op) {
    if (!described.contains(root)) {
      throw Refusal.of(
          "a tempid stands for no entity: nothing is asserted of it",
          "tempid",
          tempid.name(),
          "form",
          op.form());
    }
  }

  /** Whether an entity has a value by a step; what it shall meet is none. */
  private static boolean describes(Op op) {
    return (op instanceof Op.Add add && add.attribute().id() != Builtin.ENSURE)
        || op instanceof Op.CompareAndSet
        || (op instanceof Op.Edit edit && !(edit.edit() instanceof CollectionEdit.Dissoc));
  }

  private static void eachTempid(Op op, Consumer<Term.Tempid> action) {
    eachTempid(op.entity(), action);
    if (op instanceof Op.Add add) {
      eachTempid(add.value(), action);
    } else if (op instanceof Op.Retract retract) {
      eachTempid(retract.value(), action);
    } else if (op instanceof Op.CompareAndSet cas) {
      eachTempid(cas.old(), action);
      eachTempid(cas.value(), action);
    }
  }

  private static void eachTempid(@Nullable Term term, Consumer<Term.Tempid> action) {
    if (term instanceof Term.Tempid tempid) {
      action.accept(tempid);
    } else if (term instanceof Term.Tuple tuple) {
      tuple.elements().forEach(element -> eachTempid(element, action));
    }
  }

  /** The value of a term as far as it is known: null for a tempid that is not bound yet. */
  private @Nullable Object known(Term term) {
    if (term instanceof Term.Value plain) {
      return plain.value();
    }
    if (term instanceof Term.Tuple tuple) {
      return known(tuple);
    }
    return term instanceof Term.Entity entity
        ? (Object) entity.id()
        : ids.get(root((Term.Tempid) term));
  }

  private @Nullable Object known(Term.Tuple tuple) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Term element : tuple.elements()) {
      Object value = element == null ? null : known(element);
      if (value == null && element != null) {
        return null;
      }
      values.add(value);
    }
    return Collections.unmodifiableList(values);
  }

  private Term.Tempid root(Term.Tempid tempid) {
    if (merged.isEmpty()) {
      return tempid;
    }
    Term.Tempid root = tempid;
    for (Term.Tempid next = merged.get(root); next != null; next = merged.get(root)) {
      root = next;
    }
    return root;
  }
}
