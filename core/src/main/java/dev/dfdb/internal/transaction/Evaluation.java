package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.Change;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.Writes;
import dev.dfdb.storage.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

  private final Standpoint standpoint;
  private final DatabaseValue before;
  private final Circumstances circumstances;
  private final IdAllocation ids;
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

  private Evaluation(Standpoint standpoint, Circumstances circumstances) {
    this.standpoint = standpoint;
    this.before = standpoint.value();
    this.circumstances = circumstances;
    this.ids = new IdAllocation(before.root());
    this.tx = EntityIds.ofTransaction(before.root().t() + 1);
  }

  /**
   * Evaluates forms.
   *
   * @throws dev.dfdb.error.TransactionException if the transaction is refused
   * @throws LimitExceededException if it is larger than the storage takes in one batch
   */
  static Result evaluate(Collection<?> forms, Standpoint before, Circumstances circumstances) {
    return new Evaluation(before, circumstances).evaluate(forms);
  }

  /**
   * Evaluates forms whose transaction will not be stored: against all that is known of the time
   * that is shown, as what a filter hides is still there.
   */
  static Committed speculate(Collection<?> forms, Standpoint before, Circumstances circumstances) {
    Perspective shown = before.perspective();
    if (shown.window().history()) {
      throw Refusal.of(
          "a history shows no state that a transaction could change; use with on a database as of"
              + " some time");
    }
    Result result = evaluate(forms, before.at(shown.unfiltered()), circumstances);
    Perspective after = shown.with(result.root(), result.schema(), result.datoms());
    return new Committed(shown, after, List.copyOf(result.datoms()), result.tempids());
  }

  private Result evaluate(Collection<?> forms) {
    Names names = new Names(before, ids, circumstances.rules().strict());
    List<DimensionForm> dimensions = new ArrayList<>();
    List<Op> ops = expand(forms, names, dimensions);
    try {
      return evaluate(ops, names, dimensions);
    } catch (InvalidValueException refusal) {
      throw Unstorable.among(ops, refusal);
    }
  }

  private Result evaluate(List<Op> ops, Names names, List<DimensionForm> dimensions) {
    TransactionRules rules = circumstances.rules();
    DimensionDeclarations.complete(ops, before);
    checkDeclaredBefore(ops, names);
    Tempids tempids = Tempids.resolve(ops, before, ids);
    Instant instant = instant(ops, tempids);
    Changes changes = new Changes(before, ids, tx, ops.size() + 1);
    changes.add(fact(tx, Builtin.TX_INSTANT, instant));
    for (Attribute used : names.interned().values()) {
      changes.add(fact(used.id(), Builtin.IDENT, used.ident()));
    }
    Steps steps = new Steps(before, changes, tempids);
    steps.take(ops);

    DimensionChanges times = dimensions.isEmpty() ? null : carry(dimensions, changes);
    List<Change> made = changes.changes();
    Set<Long> touched =
        times == null ? Set.of() : times.touched(made, names.interned().values());
    if (times != null && times.derive(touched)) {
      made = changes.changes();
    }
    made = timeFirst(made);
    List<Datom> datoms = new ArrayList<>(made.size());
    made.forEach(change -> datoms.add(change.datom()));
    Schema after = before.schema().with(datoms);
    SchemaRules.check(
        datoms, before, () -> standpoint.at(standpoint.perspective().history()).value(), after);
    AttributePredicates.check(datoms, before.schema(), rules.functions());
    Root root = ids.after(instant.toEpochMilli(), circumstances.commit());
    EntitySpecs.check(
        steps.ensured(),
        datoms,
        before,
        after,
        () -> lend(standpoint.perspective().with(root, after, datoms)),
        rules.functions());
    if (times != null) {
      DimensionConstraints.check(
          times.constrained(touched),
          times.times(),
          before.schema(),
          rules.functions(),
          () -> lend(standpoint.perspective().with(root, after, datoms)));
    }
    return new Result(root, after, datoms, tempids.named(), writes(root, made, after));
  }

  private List<Op> expand(Collection<?> forms, Names names, List<DimensionForm> dimensions) {
    try (LentDatabase lent = lend(standpoint.perspective())) {
      Expansion expansion =
          new Expansion(names, new FunctionCalls(circumstances.rules().functions(), lent));
      List<Op> ops = expansion.expand(forms);
      dimensions.addAll(expansion.dimensions());
      return ops;
    }
  }

  /** Takes up the dimensions of time that the transaction carries, if there are any. */
  private @Nullable DimensionChanges carry(List<DimensionForm> forms, Changes changes) {
    Map<Attribute, Object> given = CarriedTimes.read(forms, before.schema());
    return given.isEmpty()
        ? null
        : new DimensionChanges(
            changes, given, standpoint.at(standpoint.perspective().history()).value(), ids, tx);
  }

  /** A database value for what the transaction calls. */
  private LentDatabase lend(Perspective perspective) {
    return new LentDatabase(standpoint.at(perspective), circumstances);
  }

  /** Puts the datom of the transaction's time, the first that is added, before the retractions. */
  private List<Change> timeFirst(List<Change> made) {
    int at = 0;
    while (made.get(at).datom().e() != tx || made.get(at).datom().a() != Builtin.TX_INSTANT) {
      at++;
    }
    Collections.rotate(made.subList(0, at + 1), 1);
    return made;
  }

  private Writes writes(Root root, List<Change> made, Schema after) {
    Limits limits = circumstances.limits();
    Writes writes = Writes.of(root.t(), circumstances.commit(), made, after, limits);
    reshape(writes, after);
    if (writes.sizeInBytes() + ROOT_RESERVE > limits.maxBatchBytes()) {
      throw new LimitExceededException(
          "max-batch-bytes", limits.maxBatchBytes(), writes.sizeInBytes() + ROOT_RESERVE);
    }
    return writes;
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

  private Changes.Fact fact(long e, long a, Object v) {
    Attribute attribute = Objects.requireNonNull(before.attribute(a));
    return new Changes.Fact(e, attribute, v, "(made by dfdb)");
  }

  /** The time of the transaction: the user's, if it is neither in the past nor in the future. */
  private Instant instant(List<Op> ops, Tempids tempids) {
    Instant last = Instant.ofEpochMilli(before.root().instant());
    Instant clock = Instant.ofEpochMilli(circumstances.now().toEpochMilli());
    Instant given = null;
    for (Op op : ops) {
      if (op instanceof Op.Add add && add.attribute().id() == Builtin.TX_INSTANT) {
        Instant first = given;
        given = Instant.ofEpochMilli(((Instant) tempids.value(add.value())).toEpochMilli());
        if (first != null && !first.equals(given)) {
          throw Refusal.of(
              "two times for one transaction", "first", first, "second", given, "form", add.form());
        }
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
}
