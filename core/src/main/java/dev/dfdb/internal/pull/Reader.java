package dev.dfdb.internal.pull;

import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Reads what the steps of a node need for many entities at once.
 *
 * <p>Where the entities lie close together in an index, one scan passes over all of them; where
 * they are scattered, each is looked up. Nothing has to be known beforehand to choose: a scan gives
 * up when it has passed over as many datoms of others as it could cost to look its own up, so that
 * a wrong guess costs about twice the right one at worst. Used by one thread.
 */
final class Reader {

  /** How many datoms can be passed over in the time of opening one more scan, about. */
  static final int SKIPPED_PER_SCAN = 32;

  private final DatomSource source;
  private final WildcardSteps wildcards;

  Reader(DatomSource source, WildcardSteps wildcards) {
    this.source = source;
    this.wildcards = wildcards;
  }

  /** Reads what is yet to be read for the entities of a batch. */
  void read(Batch batch) {
    Node node = batch.node();
    Step wildcard = node.wildcard();
    if (wildcard != null) {
      int[] rows = batch.claim(wildcard);
      for (int row : rows) {
        node.forward().forEach(step -> step.setLoaded(row));
      }
      everything(new EntityScan(node, wildcard, wildcards), new Selection(node.rows(), rows));
    }
    named(batch);
    for (Step step : node.reverse()) {
      int[] rows = batch.claim(step);
      if (rows.length > 0) {
        referrers(step, node.rows(), new Selection(node.rows(), rows));
      }
    }
  }

  private void named(Batch batch) {
    List<Step> together = new ArrayList<>();
    int[] rows = {};
    for (Step step : batch.node().forward()) {
      int[] claimed = batch.claim(step);
      if (claimed.length == 0) {
        continue;
      }
      if (!Arrays.equals(claimed, rows)) {
        named(together, batch.node(), rows);
        together.clear();
        rows = claimed;
      }
      together.add(step);
    }
    named(together, batch.node(), rows);
  }

  private void named(List<Step> steps, Node node, int[] rows) {
    if (steps.isEmpty()) {
      return;
    }
    Selection wanted = new Selection(node.rows(), rows);
    int[] done = new int[steps.size()];
    if (wanted.size() > steps.size()) {
      // Looking up is one scan for each entity, whatever the number of attributes.
      long budget = (long) SKIPPED_PER_SCAN * wanted.size() / steps.size();
      for (int i = 0; i < done.length; i++) {
        done[i] = column(steps.get(i), wanted, budget);
      }
    }
    List<Step> missing = new ArrayList<>();
    for (int at = 0; at < wanted.size(); at++) {
      missing.clear();
      for (int i = 0; i < done.length; i++) {
        if (done[i] <= at) {
          missing.add(steps.get(i));
        }
      }
      if (!missing.isEmpty()) {
        lookUp(missing, wanted.entity(at), wanted.row(at));
      }
    }
  }

  /**
   * Walks over a whole attribute. Gives up before an entity, or in the middle of one that has
   * enough, so that looking it up again does no harm.
   *
   * @param budget how many datoms of other entities to pass over at most
   * @return how many of the entities are done
   */
  private int column(Step step, Selection wanted, long budget) {
    if (source.postings(step.access().attribute(), false, (double) budget) != null) {
      for (int at = 0; at < wanted.size(); at++) {
        look(step, wanted.entity(at), wanted.row(at));
      }
      return wanted.size();
    }
    long left = budget;
    int at = 0;
    try (DatomCursor datoms =
        source.scan(Index.AEVT, DatomSource.NONE, step.access().attribute(), null)) {
      while (datoms.next()) {
        long e = datoms.e();
        while (wanted.entity(at) < e) {
          if (++at == wanted.size()) {
            return at;
          }
        }
        boolean isTaken = wanted.entity(at) == e && step.take(wanted.row(at), datoms);
        if (!isTaken && --left < 0) {
          return at;
        }
      }
    }
    return wanted.size();
  }

  /** Reads several attributes, in the order of their ids, of one entity. */
  private void lookUp(List<Step> steps, long entity, int row) {
    int at = steps.size() == 1 || areAtHand(steps) ? 0 : walk(steps, entity, row);
    for (; at < steps.size(); at++) {
      look(steps.get(at), entity, row);
    }
  }

  private boolean areAtHand(List<Step> steps) {
    for (Step step : steps) {
      if (source.postings(step.access().attribute(), false, 1) == null) {
        return false;
      }
    }
    return true;
  }

  private void look(Step step, long entity, int row) {
    try (DatomCursor datoms = source.scan(Index.EAVT, entity, step.access().attribute(), null)) {
      takeAll(step, row, datoms);
    }
  }

  /**
   * Walks over an entity; gives up where it has many datoms that nobody wants, before a step or in
   * the middle of one that has enough.
   *
   * @return how many of the steps are done
   */
  private int walk(List<Step> steps, long entity, int row) {
    long left = (long) SKIPPED_PER_SCAN * steps.size();
    int at = 0;
    try (DatomCursor datoms = source.scan(Index.EAVT, entity, DatomSource.NONE, null)) {
      while (datoms.next()) {
        long a = datoms.a();
        while (steps.get(at).access().attribute() < a) {
          if (++at == steps.size()) {
            return at;
          }
        }
        boolean isTaken = false;
        for (int i = at; i < steps.size() && steps.get(i).access().attribute() == a; i++) {
          isTaken |= steps.get(i).take(row, datoms);
        }
        if (!isTaken && --left < 0) {
          return at;
        }
      }
    }
    return steps.size();
  }

  private static void takeAll(Step step, int row, DatomCursor datoms) {
    boolean wantsMore = true;
    while (wantsMore && datoms.next()) {
      wantsMore = step.take(row, datoms) && step.access().canBeSeveral();
    }
  }

  /** Reads all attributes of entities. */
  private void everything(EntityScan scan, Selection wanted) {
    int done = wanted.size() > 1 ? walkAll(scan, wanted) : 0;
    for (int at = done; at < wanted.size(); at++) {
      try (DatomCursor datoms =
          source.scan(Index.EAVT, wanted.entity(at), DatomSource.NONE, null)) {
        while (datoms.next()) {
          scan.take(wanted.row(at), datoms);
        }
      }
      scan.finish(wanted.row(at));
    }
  }

  private int walkAll(EntityScan scan, Selection wanted) {
    long left = (long) SKIPPED_PER_SCAN * wanted.size();
    int at = 0;
    try (DatomCursor datoms = source.scan(Index.EAVT, DatomSource.NONE, DatomSource.NONE, null)) {
      while (datoms.next()) {
        long e = datoms.e();
        while (wanted.entity(at) < e) {
          scan.finish(wanted.row(at));
          if (++at == wanted.size()) {
            return at;
          }
        }
        if (wanted.entity(at) == e) {
          scan.take(wanted.row(at), datoms);
        } else if (--left < 0) {
          return at;
        }
      }
    }
    for (; at < wanted.size(); at++) {
      scan.finish(wanted.row(at));
    }
    return at;
  }

  /** Reads which entities refer to others. */
  private void referrers(Step step, EntityRows rows, Selection wanted) {
    if (wanted.size() > 1 && walkReferrers(step, rows, wanted)) {
      return;
    }
    for (int at = 0; at < wanted.size(); at++) {
      int row = wanted.row(at);
      step.put(row, null);
      Object referred = wanted.entity(at);
      try (DatomCursor datoms =
          source.scan(Index.VAET, DatomSource.NONE, step.access().attribute(), referred)) {
        takeAll(step, row, datoms);
      }
    }
  }

  private boolean walkReferrers(Step step, EntityRows rows, Selection wanted) {
    BitSet isWanted = new BitSet();
    for (int at = 0; at < wanted.size(); at++) {
      isWanted.set(wanted.row(at));
    }
    long left = (long) SKIPPED_PER_SCAN * wanted.size();
    try (DatomCursor datoms =
        source.scan(Index.AEVT, DatomSource.NONE, step.access().attribute(), null)) {
      while (datoms.next()) {
        int row = rows.find((Long) datoms.v());
        boolean isTaken = row != EntityRows.NONE && isWanted.get(row) && step.take(row, datoms);
        if (!isTaken && --left < 0) {
          return false;
        }
      }
    }
    return true;
  }
}
