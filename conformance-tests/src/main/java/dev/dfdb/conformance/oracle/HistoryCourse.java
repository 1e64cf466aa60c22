package dev.dfdb.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dfdb.Db;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.TransactionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One random history of transactions, done to a database and to an oracle. At the end, and wherever
 * the database is left in between, every moment of it is compared.
 *
 * <p>A history is a list of numbers, one for each step: a step depends on its number and on what
 * the database holds by then, so that steps can be left out of a history that fails.
 */
public final class HistoryCourse {

  private static final List<Index> INDEXES = List.of(Index.values());
  private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

  private final Subject subject;
  private final long seed;
  private final OracleDatabase oracle;
  private final List<Held> held = new ArrayList<>();
  private final List<String> journal = new ArrayList<>();
  private final boolean isImported;
  private SplittableRandom random;
  private int refused;

  /** The forms of a transaction, and the time that it gives itself, or null. */
  private record Submission(Collection<?> forms, @Nullable Instant instant) {

    Map<String, Object> form() {
      return instant == null
          ? Map.of(":tx-data", forms)
          : Map.of(":tx-data", forms, ":tx-meta", Map.of(":db/txInstant", instant));
    }
  }

  /** A database taken at some moment, and the t of that moment. */
  private record Held(Db db, long t) {}

  /**
   * Begins a history.
   *
   * @param subject an empty database, opened with {@link UserFunctions}
   * @param seed of its schema
   */
  public HistoryCourse(Subject subject, long seed) {
    this.subject = subject;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.isImported = random.nextInt(3) == 0;
    try (Stream<Datom> first = subject.connection().db().datoms(Index.EAVT)) {
      this.oracle = new OracleDatabase(first.toList());
    }
  }

  /** The steps of a history, from its seed. */
  public static List<Long> steps(long seed, int count) {
    return new SplittableRandom(seed).longs(count).boxed().toList();
  }

  /** What was done so far, a line for each transaction. */
  public List<String> journal() {
    return List.copyOf(journal);
  }

  /** How many transactions were refused. */
  public int refused() {
    return refused;
  }

  /**
   * Runs the history.
   *
   * @throws AssertionError if database and oracle differ
   */
  public void run(List<Long> steps) {
    transact(new SchemaGenerator(random).first());
    assertEquals(1, oracle.t(), "the schema is accepted");
    for (long step : steps) {
      random = new SplittableRandom(step);
      step();
    }
    random = new SplittableRandom(seed);
    checkHeld();
    checkTime();
    checkLog();
    assertEquals(List.of(), subject.connection().verify().damages(), "the indexes and the log");
    if (subject.isPersistent()) {
      leave(random.nextInt(4) == 0);
      checkTime();
      checkLog();
    }
  }

  private void step() {
    int dice = random.nextInt(200);
    if (dice == 0) {
      leave(true);
    } else if (dice < 4) {
      leave(false);
    } else if (dice < 24) {
      transact(new SchemaGenerator(random).change(oracle));
    } else if (dice < 34) {
      transactTogether();
    } else {
      transact(new FormGenerator(random, oracle, oracle.t()).transaction());
    }
  }

  private void leave(boolean kill) {
    if (subject.isPersistent()) {
      checkHeld();
      journal.add(kill ? "crash" : "reopen");
      if (kill) {
        subject.crash();
      } else {
        subject.reopen();
      }
      assertEquals(oracle.t(), subject.connection().db().basisT(), "the basis after reopening");
    }
  }

  private void transact(Collection<?> forms) {
    Submission submission = new Submission(forms, time(0));
    OracleTransaction expected = expected(submission);
    TxReport report;
    try {
      report = submission.instant() == null
          ? subject.connection().transact(forms)
          : subject.connection().transact(submission.form());
    } catch (TransactionException refusal) {
      refused(expected, refusal);
      return;
    }
    accepted(expected, report, submission.instant());
  }

  /**
   * The time of one of the next transactions, where the history comes from elsewhere: often that of
   * the transaction before, seldom one that is too early.
   */
  private @Nullable Instant time(int ahead) {
    if (!isImported) {
      return null;
    }
    Instant last = oracle.t() == 0 ? LONG_AGO : oracle.instant(oracle.t());
    return last.plusMillis(random.nextInt(20) == 0 ? -1 : random.nextInt(3) + 3L * ahead);
  }

  /** Some transactions at once, which are committed in one group. */
  private void transactTogether() {
    List<Submission> all = new ArrayList<>();
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Collection<?> forms = new FormGenerator(random, oracle, oracle.t()).transaction();
      all.add(new Submission(forms, time(all.size())));
    }
    all.forEach(one -> reports.add(subject.connection().transactAsync(one.form())));
    for (int i = 0; i < all.size(); i++) {
      OracleTransaction expected = expected(all.get(i));
      TxReport report;
      try {
        report = reports.get(i).join();
      } catch (CompletionException failure) {
        if (failure.getCause() instanceof TransactionException refusal) {
          refused(expected, refusal);
          continue;
        }
        throw failure;
      }
      accepted(expected, report, all.get(i).instant());
    }
  }

  private @Nullable OracleTransaction expected(Submission submission) {
    Collection<?> forms = submission.forms();
    Instant instant = submission.instant();
    String time = instant == null ? "" : " at " + instant;
    try {
      if (instant != null) {
        oracle.checkTime(instant);
      }
      OracleTransaction expected = oracle.evaluate(forms, oracle.t());
      journal.add((oracle.t() + 1) + time + ": " + show(forms));
      return expected;
    } catch (Refused refusal) {
      journal.add("refused, " + refusal.getMessage() + time + ": " + show(forms));
      return null;
    }
  }

  private static String show(Object form) {
    String text = String.valueOf(form).replaceAll("x{50,}", "xx…");
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }

  private void refused(@Nullable OracleTransaction expected, TransactionException refusal) {
    if (expected != null) {
      fail("refused, though it is allowed", refusal);
    }
    refused++;
  }

  private void accepted(
      @Nullable OracleTransaction expected, TxReport report, @Nullable Instant instant) {
    if (expected == null) {
      fail("done, though it is to be refused: " + report.txData());
      return;
    }
    assertEquals(OracleDatabase.tx(report.t()), report.tx());
    oracle.commit(expected, Done.of(report));
    if (instant != null) {
      assertEquals(instant, oracle.instant(oracle.t()), "the time that was given");
    }
    assertEquals(
        oracle.schema().id(":db/txInstant"), report.txData().get(0).a(), "its time comes first");
    assertEquals(oracle.t() - 1, report.dbBefore().basisT(), "the database before");
    held.add(
        new Held(random.nextBoolean() ? report.dbAfter() : subject.connection().db(), report.t()));
  }

  /** The databases taken on the way, as they were when they were taken. */
  private void checkHeld() {
    for (Held then : held) {
      // One of a group may have been taken when the next was committed already.
      long t = then.db().basisT();
      ViewCheck check = new ViewCheck(oracle.schema(t), random);
      Set<Datom> live = oracle.window(-1, t);
      check.indexes(then.db(), live, "held at " + t);
      check.queries(then.db(), live, "held at " + t);
      if (random.nextInt(4) == 0) {
        check.index(then.db().history(), anyIndex(), oracle.history(-1, t), "history held at " + t);
      }
    }
    held.clear();
  }

  private Index anyIndex() {
    return INDEXES.get(random.nextInt(INDEXES.size()));
  }

  /** Every moment, seen from the present. */
  private void checkTime() {
    Db now = subject.connection().db();
    ViewCheck check = new ViewCheck(oracle.schema(), random);
    long last = oracle.t();
    for (long t = 0; t <= last; t++) {
      Db asOf = now.asOf(point(t));
      Db since = now.since(point(t));
      Set<Datom> live = oracle.window(-1, t);
      check.indexes(asOf, live, "as of " + t);
      check.indexes(since, oracle.window(t, last), "since " + t);
      check.queries(asOf, live, "as of " + t);
      check.queries(since, oracle.window(t, last), "since " + t);
      long after = random.nextLong(-1, t + 1);
      window(check, now, after, t);
      filter(check, asOf, t);
      if (random.nextInt(3) == 0 && namesAreClear(oracle.facts(t))) {
        speculate(check, asOf, t);
      }
    }
    check.indexes(now.history(), oracle.history(-1, last), "history");
    check.queries(now.history(), oracle.history(-1, last), "history");
  }

  /** Every other datom. */
  private void filter(ViewCheck check, Db asOf, long t) {
    Predicate<Datom> isShown = datom -> (datom.e() + datom.a() + datom.tx()) % 2 == 0;
    Set<Datom> shown = oracle.window(-1, t);
    shown.removeIf(isShown.negate());
    Db filtered = asOf.filter((whole, datom) -> isShown.test(datom));
    check.index(filtered, anyIndex(), shown, "as of " + t + ", filtered");
    check.queries(filtered, shown, "as of " + t + ", filtered");
  }

  private Object point(long t) {
    return random.nextBoolean() ? t : (Object) OracleDatabase.tx(t);
  }

  private void window(ViewCheck check, Db now, long after, long upTo) {
    String name = "since " + after + ", as of " + upTo;
    Db asOf = now.asOf(upTo);
    Db window = after < 0
        ? asOf
        : random.nextBoolean() ? asOf.since(after) : now.since(after).asOf(upTo);
    check.index(window, anyIndex(), oracle.window(after, upTo), name);
    check.parts(window, oracle.window(after, upTo), name);
    Set<Datom> happened = oracle.history(after, upTo);
    check.index(window.history(), anyIndex(), happened, name + ", history");
    check.parts(window.history(), happened, name + ", history");
    check.queries(window.history(), happened, name + ", history");
    long at = oracle.at(oracle.instant(upTo));
    check.index(now.asOf(oracle.instant(upTo)), Index.EAVT, oracle.window(-1, at), "as of time");
  }

  /**
   * Whether no two entities had one value of an attribute that is unique now, and none had two
   * values of what is part of a tuple now. Of two, either may be meant by a lookup ref, be found by
   * an upsert, or get into a tuple.
   */
  private boolean namesAreClear(Facts facts) {
    return facts.all().stream()
            .filter(fact -> isUnique(fact.a()))
            .allMatch(fact -> Objects.equals(facts.holder(fact.a(), fact.v()), fact.e()))
        && oracle.schema().composites().stream()
            .flatMap(composite -> composite.parts().stream())
            .flatMap(part -> facts.of(part).stream())
            .allMatch(fact -> facts.values(fact.e(), fact.a()).size() == 1);
  }

  private boolean isUnique(long a) {
    OracleAttribute attribute = oracle.schema().attribute(a);
    return attribute != null && attribute.unique() != null;
  }

  /** What would be after one more transaction, as of some moment. */
  private void speculate(ViewCheck check, Db asOf, long t) {
    List<Object> forms = new FormGenerator(random, oracle, t).transaction();
    String name = "as of " + t + " with " + forms;
    @Nullable OracleTransaction expected = null;
    try {
      expected = oracle.evaluate(forms, t);
    } catch (Refused refusal) {
      // then the database has to refuse it too
    }
    TxReport report;
    try {
      report = asOf.with(forms);
    } catch (TransactionException refusal) {
      if (expected != null) {
        fail(name + ": refused, though it is allowed", refusal);
      }
      return;
    }
    if (expected == null) {
      fail(name + ": done, though it is to be refused");
      return;
    }
    Set<Datom> datoms = oracle.datoms(expected, Done.of(report));
    Set<Datom> after = oracle.facts(t).after(datoms).datoms();
    check.indexes(report.dbAfter(), after, name);
    check.queries(report.dbAfter(), after, name);
    Set<Datom> happened = oracle.historyWith(datoms, t);
    check.index(report.dbAfter().history(), anyIndex(), happened, name + ", history");
  }

  private void checkLog() {
    var stored = StoredLog.read(subject.storage());
    assertEquals(oracle.t() + 1, stored.size(), "transactions in the log");
    stored.forEach(
        (t, datoms) -> ViewCheck.same(oracle.transaction(t), datoms, () -> "the log at " + t));
    checkRange(null, null, 0, oracle.t() + 1);
    long start = random.nextLong(oracle.t() + 1);
    long end = start + random.nextLong(oracle.t() + 2 - start);
    checkRange(point(start), point(end), start, end);
    Instant instant = oracle.instant(start);
    checkRange(instant, null, oracle.from(instant), oracle.t() + 1);
    checkRange(null, instant, 0, oracle.from(instant));
  }

  /** The log as the connection shows it, from one transaction up to another, excluded. */
  private void checkRange(@Nullable Object start, @Nullable Object end, long first, long behind) {
    long t = first;
    List<LoggedTransaction> read;
    try (Stream<LoggedTransaction> range = subject.connection().log().txRange(start, end)) {
      read = range.toList();
    }
    String name = "the log from " + start + " to " + end;
    for (LoggedTransaction transaction : read) {
      assertEquals(t, transaction.t(), name);
      assertEquals(OracleDatabase.tx(t), transaction.tx(), name);
      assertEquals(oracle.instant(t), transaction.instant(), name);
      ViewCheck.same(oracle.transaction(t), transaction.datoms(), () -> name);
      t++;
    }
    assertEquals(behind, t, name);
  }
}
