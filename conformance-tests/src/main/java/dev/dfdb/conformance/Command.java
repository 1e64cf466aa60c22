package dev.dfdb.conformance;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do to a store. It means something in every state, so that any part of a sequence is
 * a sequence: what it refers to is found when it is run. Byte strings are hexadecimal text, for a
 * sequence is there to be read.
 */
sealed interface Command {

  /** Does it to the store and to the model, and compares. */
  void run(Course course);

  /** The same with less to it, the least first; for shrinking. */
  default List<Command> simpler() {
    return List.of();
  }

  /** Writes a batch. */
  record Batch(List<Step> steps, @Nullable Durability durability) implements Command {

    @Override
    public void run(Course course) {
      WriteBatch.Builder batch = WriteBatch.builder();
      steps.forEach(step -> step.addTo(batch, course.model()));
      Optional.ofNullable(durability).ifPresent(batch::durability);
      course.write(batch.build());
    }

    @Override
    public List<Command> simpler() {
      List<Command> simpler = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.remove(i);
        simpler.add(new Batch(List.copyOf(fewer), durability));
      }
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i) instanceof Put put && put.value().length() > 2) {
          List<Step> shorter = new ArrayList<>(steps);
          shorter.set(i, new Put(put.key(), put.value().substring(0, 2)));
          simpler.add(new Batch(List.copyOf(shorter), durability));
        }
      }
      if (durability != null) {
        simpler.add(new Batch(steps, null));
      }
      return simpler;
    }
  }

  /** A part of a batch. */
  sealed interface Step {
    /** Adds it; guards look at what the store should hold. */
    void addTo(WriteBatch.Builder batch, Model model);
  }

  /** Sets a key. */
  record Put(String key, String value) implements Step {
    @Override
    public void addTo(WriteBatch.Builder batch, Model model) {
      batch.put(Bytes.parse(key), Bytes.parse(value));
    }
  }

  /** Removes a key. */
  record Delete(String key) implements Step {
    @Override
    public void addTo(WriteBatch.Builder batch, Model model) {
      batch.delete(Bytes.parse(key));
    }
  }

  /** Removes a range. */
  record DeleteRange(KeyRange range) implements Step {
    @Override
    public void addTo(WriteBatch.Builder batch, Model model) {
      batch.deleteRange(range);
    }
  }

  /** A guard that asks for what is there. */
  record RightGuard(String key) implements Step {
    @Override
    public void addTo(WriteBatch.Builder batch, Model model) {
      byte[] guarded = Bytes.parse(key);
      byte[] held = model.get(guarded);
      if (held == null) {
        batch.requireAbsent(guarded);
      } else {
        batch.requireHolds(guarded, held);
      }
    }
  }

  /** A guard that asks for what is not there: absence, or other bytes. */
  record WrongGuard(String key, boolean absence) implements Step {
    @Override
    public void addTo(WriteBatch.Builder batch, Model model) {
      byte[] guarded = Bytes.parse(key);
      byte[] held = model.get(guarded);
      if (held == null) {
        batch.requireHolds(guarded, Bytes.EMPTY);
      } else if (absence) {
        batch.requireAbsent(guarded);
      } else {
        batch.requireHolds(guarded, java.util.Arrays.copyOf(held, held.length + 1));
      }
    }
  }

  /** Loads entries. */
  record Load(List<Put> puts) implements Command {
    @Override
    public void run(Course course) {
      course.load(puts.stream()
          .map(put -> new Entry(Bytes.parse(put.key()), Bytes.parse(put.value())))
          .toList());
    }

    @Override
    public List<Command> simpler() {
      return IntStream.range(0, puts.size())
          .<Command>mapToObj(i -> {
            List<Put> fewer = new ArrayList<>(puts);
            fewer.remove(i);
            return new Load(List.copyOf(fewer));
          })
          .toList();
    }
  }

  /** Reads some keys, of the present or of an open snapshot. */
  record Read(List<String> keys, Where where) implements Command {
    @Override
    public void run(Course course) {
      course.read(keys.stream().map(Bytes::parse).toList(), where);
    }
  }

  /** Reads a range to its end, of the present or of an open snapshot. */
  record Scan(KeyRange range, ScanOptions options, Where where) implements Command {
    @Override
    public void run(Course course) {
      course.scan(range, options, where);
    }

    @Override
    public List<Command> simpler() {
      return simplerScans(range, options).stream()
          .<Command>map(scan -> new Scan(scan.range(), scan.options(), where))
          .toList();
    }

    private static List<Scan> simplerScans(KeyRange range, ScanOptions options) {
      List<Scan> simpler = new ArrayList<>();
      if (!range.equals(KeyRange.all())) {
        simpler.add(new Scan(KeyRange.all(), options, Where.PRESENT));
      }
      if (options.limit() != Long.MAX_VALUE) {
        simpler.add(new Scan(range, options.withLimit(Long.MAX_VALUE), Where.PRESENT));
      }
      if (options.reverse()) {
        simpler.add(new Scan(range, new ScanOptions(false, options.limit()), Where.PRESENT));
      }
      return simpler;
    }
  }

  /** Opens a cursor that stays open, and reads its first entries. */
  record OpenCursor(KeyRange range, ScanOptions options, Where where, int read) implements Command {
    @Override
    public void run(Course course) {
      course.openCursor(range, options, where, read);
    }

    @Override
    public List<Command> simpler() {
      List<Command> simpler = new ArrayList<>();
      Scan.simplerScans(range, options)
          .forEach(scan -> simpler.add(new OpenCursor(scan.range(), scan.options(), where, read)));
      if (read > 0) {
        simpler.add(new OpenCursor(range, options, where, 0));
      }
      return simpler;
    }
  }

  /** Reads on with one of the open cursors. */
  record Advance(int cursor, int read) implements Command {
    @Override
    public void run(Course course) {
      course.advance(cursor, read);
    }
  }

  /** Reads one of the open cursors to its end and closes it. */
  record FinishCursor(int cursor) implements Command {
    @Override
    public void run(Course course) {
      course.finishCursor(cursor);
    }
  }

  /** Takes a snapshot that stays open. */
  record TakeSnapshot() implements Command {
    @Override
    public void run(Course course) {
      course.takeSnapshot();
    }
  }

  /** Compares everything in one of the open snapshots and closes it. */
  record FinishSnapshot(int snapshot) implements Command {
    @Override
    public void run(Course course) {
      course.finishSnapshot(snapshot);
    }
  }

  /** Closes the storage in good order, with whatever is open on it, and opens it again. */
  record Reopen() implements Command {
    @Override
    public void run(Course course) {
      course.reopen();
    }
  }

  /** Kills the storage and opens what it left. */
  record Crash() implements Command {
    @Override
    public void run(Course course) {
      course.crash();
    }
  }

  /** Compacts. */
  record Compact() implements Command {
    @Override
    public void run(Course course) {
      course.storage().compact();
    }
  }

  /** Syncs. */
  record Sync() implements Command {
    @Override
    public void run(Course course) {
      course.sync();
    }
  }

  /**
   * Where to read.
   *
   * @param snapshot which of the open snapshots; negative for the present, and the present is meant
   *     too where none is open
   */
  record Where(int snapshot) {

    static final Where PRESENT = new Where(-1);

    @Override
    public String toString() {
      return snapshot < 0 ? "present" : "snapshot " + snapshot;
    }
  }
}
