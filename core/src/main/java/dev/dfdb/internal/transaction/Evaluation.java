package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.Change;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.Writes;
import dev.dfdb.storage.Limits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one transaction against the database before it. Pure: it reads, and either refuses or
 * says what would have to be written.
 */
final class Evaluation {

  private final DatabaseValue before;
  private final IdAllocation ids;
  private final Changes changes;
  private final long tx;

  /**
   * A transaction that can be committed.
   *
   * @param root the root after it
   * @param schema the schema after it
   * @param datoms its datoms, that of its time first
   * @param tempids the ids of the tempids the user chose
   * @param writes the changes to the storage
   */
  record Result(
      Root root, Schema schema, List<Datom> datoms, Map<Object, Long> tempids, Writes writes) {}

  private Evaluation(DatabaseValue before) {
    this.before = before;
    this.ids = new IdAllocation(before.root());
    this.tx = EntityIds.ofTransaction(before.root().t() + 1);
    this.changes = new Changes(before, ids, tx);
  }

  /**
   * Evaluates forms.
   *
   * @param now the time on this machine's clock; the transaction's is never before the last one's
   * @throws dev.dfdb.error.TransactionException if the transaction is refused
   * @throws LimitExceededException if it is larger than the storage takes in one batch
   */
  static Result evaluate(
      Collection<?> forms,
      DatabaseValue before,
      Instant now,
      boolean strict,
      long commit,
      Limits limits) {
    return new Evaluation(before).evaluate(forms, now, strict, commit, limits);
  }

  private Result evaluate(
      Collection<?> forms, Instant now, boolean strict, long commit, Limits limits) {
    Names names = new Names(before, ids, strict);
    List<Op> ops = new Expansion(names).expand(forms);
    checkDeclaredBefore(ops, names);
    Tempids tempids = Tempids.resolve(ops, before, ids);
    Instant instant = instant(ops, tempids, now);
    names.interned().values().forEach(this::declare);
    changes.add(fact(tx, Builtin.TX_INSTANT, instant));
    ops.forEach(op -> apply(op, tempids));

    List<Change> made = changes.changes();
    List<Datom> datoms = made.stream().map(Change::datom).toList();
    Schema after = before.schema().with(datoms);
    SchemaRules.check(datoms, before, after);
    Root root = ids.after(instant.toEpochMilli(), commit);
    Writes writes = Writes.of(root.t(), commit, made, after, limits);
    reshape(writes, after);
    if (writes.sizeInBytes() + ROOT_RESERVE > limits.maxBatchBytes()) {
      throw new LimitExceededException(
          "max-batch-bytes", limits.maxBatchBytes(), writes.sizeInBytes() + ROOT_RESERVE);
    }
    return new Result(root, after, datoms, tempids.named(), writes);
  }

  /** Rewrites the values of attributes that have another cardinality from now on. */
  private void reshape(Writes writes, Schema after) {
    if (after == before.schema()) {
      return;
    }
    for (Attribute attribute : after.attributes()) {
      Attribute old = before.attribute(attribute.id());
      if (old != null && old.many() != attribute.many()) {
        try (DatomCursor live = before.scan(Index.AEVT, DatomSource.NONE, attribute.id(), null)) {
          writes.reshape(attribute, live);
        }
      }
    }
  }

  /** Room in a batch for the root and its guard. */
  static final int ROOT_RESERVE = 256;

  private static void checkDeclaredBefore(List<Op> ops, Names names) {
    for (Op op : ops) {
      if (op instanceof Op.Add add
          && add.attribute().id() == Builtin.IDENT
          && add.value() instanceof Term.Value value
          && value.value() instanceof Keyword ident
          && names.interned().containsKey(ident)) {
        throw Refusal.of(
            "an attribute is declared and used in one transaction; declare it in one before",
            "attribute",
            ident,
            "form",
            add.form());
      }
    }
  }

  private void declare(Attribute attribute) {
    changes.add(fact(attribute.id(), Builtin.IDENT, attribute.ident()));
  }

  private Changes.Fact fact(long e, long a, Object v) {
    Attribute attribute = Objects.requireNonNull(before.attribute(a));
    return new Changes.Fact(e, attribute, v, "(made by dfdb)");
  }

  /** The time of the transaction: the user's, if it is neither in the past nor in the future. */
  private Instant instant(List<Op> ops, Tempids tempids, Instant now) {
    Instant last = Instant.ofEpochMilli(before.root().instant());
    Instant clock = Instant.ofEpochMilli(now.toEpochMilli());
    Instant given = null;
    for (Op op : ops) {
      if (op instanceof Op.Add add && add.attribute().id() == Builtin.TX_INSTANT) {
        given = Instant.ofEpochMilli(((Instant) tempids.value(add.value())).toEpochMilli());
        if (tempids.id(add.entity()) != tx || given.isBefore(last) || given.isAfter(clock)) {
          throw Refusal.of(
              ":db/txInstant can be given for the transaction itself, no earlier than the last"
                  + " transaction and no later than now",
              "given",
              given,
              "last",
              last,
              "now",
              clock,
              "form",
              add.form());
        }
      }
    }
    return given != null ? given : clock.isBefore(last) ? last : clock;
  }

  private void apply(Op op, Tempids tempids) {
    long e = tempids.id(op.entity());
    if (op instanceof Op.Add add) {
      if (add.attribute().id() != Builtin.TX_INSTANT) {
        changes.add(new Changes.Fact(e, add.attribute(), tempids.value(add.value()), add.form()));
      }
    } else if (op instanceof Op.Retract retract) {
      retract(e, retract, tempids);
    } else if (op instanceof Op.RetractEntity retract) {
      retractEntity(e, retract.form());
    } else if (op instanceof Op.CompareAndSet cas) {
      compareAndSet(e, cas, tempids);
    }
  }

  private void retract(long e, Op.Retract retract, Tempids tempids) {
    if (retract.attribute().id() == Builtin.TX_INSTANT) {
      throw Refusal.of("the time of a transaction can't be retracted", "form", retract.form());
    }
    Term value = retract.value();
    if (value == null) {
      changes.retractAll(e, retract.attribute(), retract.form());
    } else {
      changes.retract(
          new Changes.Fact(e, retract.attribute(), tempids.value(value), retract.form()));
    }
  }

  private void retractEntity(long entity, Object form) {
    if (EntityIds.isTransaction(entity)) {
      throw Refusal.of("a transaction can't be retracted", "entity", entity, "form", form);
    }
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(List.of(entity));
    while (!open.isEmpty()) {
      long e = open.removeFirst();
      if (seen.add(e)) {
        List<Long> components = new ArrayList<>();
        changes.about(e, form, components).forEach(changes::retract);
        open.addAll(components);
      }
    }
  }

  private void compareAndSet(long e, Op.CompareAndSet cas, Tempids tempids) {
    List<Object> values = changes.values(e, cas.attribute());
    @Nullable Object actual = values.isEmpty() ? null : values.get(0);
    @Nullable Object expected = cas.old() == null ? null : tempids.value(cas.old());
    if (ValueOrder.compare(actual, expected) != 0) {
      throw Refusal.of(
          ":db/cas found another value",
          "entity",
          e,
          "attribute",
          cas.attribute().ident(),
          "expected",
          expected == null ? "none" : expected,
          "actual",
          actual == null ? "none" : actual,
          "form",
          cas.form());
    }
    changes.add(new Changes.Fact(e, cas.attribute(), tempids.value(cas.value()), cas.form()));
  }
}
