package dev.dfdb.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A course of transactions in the middle of which one write fails. Each transaction is then stored
 * whole or not at all, whatever its caller was told, and what the caller was told is true. It is
 * tried again, and the course goes on.
 */
public final class FaultCourse {

  /** How many writes there are at least: the beginning, the transactions, and the groups. */
  public static final int WRITES = 13;

  private final Supplier<Storage> reopening;
  private final Fault fault;
  private final boolean dies;
  private final FaultyStorage faulty;
  private Storage storage;
  private Connection connection;
  private OracleDatabase oracle;
  private boolean onFaulty = true;
  private boolean over;

  /**
   * Begins a course, and the database.
   *
   * @param storage an empty one
   * @param reopening leaves the storage and opens it again, if it can be
   * @param failing the number of the write that fails; that which begins the database is 0
   * @param dies whether the store is dead after it
   */
  public FaultCourse(
      Storage storage, Supplier<Storage> reopening, int failing, Fault fault, boolean dies) {
    this.storage = storage;
    this.reopening = reopening;
    this.fault = fault;
    this.dies = dies;
    this.faulty = new FaultyStorage(storage, failing, fault, dies);
    this.connection = begin();
    try (Stream<Datom> first = connection.db().datoms(Index.EAVT)) {
      this.oracle = new OracleDatabase(first.toList());
    }
    assertEquals(0, connection.db().basisT());
  }

  private Connection begin() {
    try {
      Connection begun = connect(faulty);
      if (!faulty.hasFailed()) {
        return begun;
      }
      begun.close();
    } catch (StorageException told) {
      assertTrue(faulty.hasFailed(), () -> "it fails where it is made to, not: " + told);
    }
    over = true;
    onFaulty = false;
    storage = reopening.get();
    return connect(storage);
  }

  private static Connection connect(Storage storage) {
    return Dfdb.createDb(Map.of("storage", storage));
  }

  /**
   * Runs the course.
   *
   * @return whether the write that was to fail came
   */
  public boolean run() {
    try {
      for (Collection<?> forms : FaultForms.course()) {
        transact(forms);
      }
      transactTogether(FaultForms.together());
      check();
    } finally {
      connection.close();
    }
    return over;
  }

  private void transact(Collection<?> forms) {
    OracleTransaction expected = oracle.evaluate(forms, oracle.t());
    try {
      told(expected, connection.transact(forms));
    } catch (StorageException told) {
      told(expected, told);
    }
    if (isNewlyOver()) {
      leaveIfDead();
      check();
      again(forms);
    }
  }

  private boolean isNewlyOver() {
    boolean isNew = !over && faulty.hasFailed();
    over |= isNew;
    return isNew;
  }

  private void leaveIfDead() {
    if (dies) {
      connection.close();
      onFaulty = false;
      storage = reopening.get();
      connection = connect(storage);
    }
  }

  /** A report is true. */
  private void told(OracleTransaction expected, TxReport report) {
    oracle.commit(expected, Done.of(report));
  }

  /** An error is true: only one that leaves it open, or a store that lies, leaves a trace. */
  private void told(OracleTransaction expected, StorageException told) {
    assertTrue(faulty.hasFailed(), () -> "it fails where it is made to, not: " + told);
    if (fault.isUnknown()) {
      assertEquals(OutcomeUnknownException.class, told.getClass());
      assertTrue(dies || !fault.isApplied(), "what can be read back is known");
    }
    Set<Datom> stored = stored(expected);
    assertEquals(fault.isApplied(), stored != null, "stored");
    if (stored != null) {
      oracle.commit(expected, new Done(oracle.t() + 1, List.copyOf(stored), Map.of()));
    }
  }

  /** The datoms of a transaction, if it is the next one stored. */
  private @Nullable Set<Datom> stored(OracleTransaction expected) {
    Set<Datom> next = StoredLog.read(storage).get(oracle.t() + 1);
    long id =
        oracle.schema().attribute(FaultForms.ID) == null ? -1 : oracle.schema().id(":k/id");
    Set<Object> ids = new HashSet<>();
    if (next != null) {
      next.stream()
          .filter(datom -> datom.a() == id && datom.added())
          .forEach(datom -> ids.add(datom.v()));
    }
    expected.asserted().stream()
        .filter(fact -> fact.a() == id && !ids.remove(fact.v()))
        .forEach(fact -> ids.add("missing"));
    return ids.isEmpty() ? next : null;
  }

  /** Doing it again does what it does to the database as it is now. */
  private void again(Collection<?> forms) {
    OracleTransaction expected;
    try {
      expected = oracle.evaluate(forms, oracle.t());
    } catch (Refused refusal) {
      assertThrows(TransactionException.class, () -> connection.transact(forms));
      return;
    }
    told(expected, connection.transact(forms));
    check();
  }

  /** A group of transactions is written at once: all are stored, or none. */
  private void transactTogether(List<Collection<?>> all) {
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    if (onFaulty) {
      // The first is being written by itself, while the others gather behind it.
      faulty.holdNextWrite(
          () -> reports.add(connection.transactAsync(all.get(0))),
          () -> all.subList(1, all.size())
              .forEach(forms -> reports.add(connection.transactAsync(forms))));
    } else {
      all.forEach(forms -> reports.add(connection.transactAsync(forms)));
    }
    List<Collection<?>> failed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      OracleTransaction expected = oracle.evaluate(all.get(i), oracle.t());
      StorageException error = error(reports.get(i));
      if (error == null) {
        told(expected, reports.get(i).join());
      } else {
        failed.add(all.get(i));
        toldOfGroup(expected, error);
      }
    }
    if (isNewlyOver()) {
      leaveIfDead();
      check();
      failed.forEach(this::again);
    }
  }

  /** Those behind a failed write may have found a dead store, and are then not stored. */
  private void toldOfGroup(OracleTransaction expected, StorageException told) {
    if (!dies || stored(expected) != null) {
      told(expected, told);
    }
  }

  private static @Nullable StorageException error(CompletableFuture<TxReport> report) {
    try {
      Objects.requireNonNull(report.join());
      return null;
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof StorageException error) {
        return error;
      }
      throw failure;
    }
  }

  /** Nothing is there but whole transactions, in every index and in the log. */
  private void check() {
    Db db = connection.db();
    long t = oracle.t();
    assertEquals(t, db.basisT());
    ViewCheck check = new ViewCheck(oracle.schema(), new SplittableRandom(t));
    check.indexes(db, oracle.window(-1, t), "present at " + t);
    check.indexes(db.history(), oracle.history(-1, t), "history at " + t);
    check.index(db.asOf(t / 2), Index.AVET, oracle.window(-1, t / 2), "as of " + t / 2);
    var log = StoredLog.read(storage);
    assertEquals(t + 1, log.size(), "transactions in the log");
    log.forEach(
        (at, datoms) -> ViewCheck.same(oracle.transaction(at), datoms, () -> "log at " + at));
  }
}
