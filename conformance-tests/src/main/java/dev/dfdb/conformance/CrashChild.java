package dev.dfdb.conformance;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import dev.dfdb.storage.WriteBatch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** The program that is killed: writes until then, and reports each batch acknowledged to it. */
final class CrashChild {

  /** How many batches there are from one compaction to the next. */
  private static final int COMPACTION = 500;

  private final Storage storage;
  private final OutputStream reports = new FileOutputStream(FileDescriptor.out);
  private final AtomicLong written = new AtomicLong();

  private CrashChild(Storage storage) {
    this.storage = storage;
  }

  /**
   * Writes for ever.
   *
   * @param arguments the configuration, as {@code name=value}
   */
  public static void main(String[] arguments) throws Exception {
    try (Storage storage = StorageProviders.find().open(ChildJvm.config(arguments, 0))) {
      CrashChild child = new CrashChild(storage);
      Crew.run(CrashWorkload.WRITERS, child::write);
    }
  }

  private void write(int writer) throws IOException {
    Durability durability =
        CrashWorkload.durability(writer, storage.capabilities().durabilities());
    for (long number = CrashWorkload.last(storage, writer) + 1; true; number++) {
      write(writer, number, durability);
      report(writer + " " + number + CrashWorkload.END_OF_REPORT + "\n");
      if (written.incrementAndGet() % COMPACTION == 0) {
        storage.compact();
      }
    }
  }

  private void write(int writer, long number, Durability durability) {
    boolean done = false;
    while (!done) {
      long counter = CrashWorkload.isShared(number) ? CrashWorkload.counter(storage) : 0;
      WriteBatch batch =
          CrashWorkload.batch(writer, number, counter).durability(durability).build();
      try {
        storage.batchWrite(batch);
        done = true;
      } catch (ConflictException conflict) {
        if (conflict.guardIndex() == 0) {
          throw conflict; // nobody else writes this writer's batches
        }
      } catch (TransientStorageException again) {
        Thread.onSpinWait();
      }
    }
  }

  /** One system call for each line, so that what is reported is in the pipe whatever comes. */
  private synchronized void report(String line) throws IOException {
    reports.write(line.getBytes(StandardCharsets.US_ASCII));
  }
}
