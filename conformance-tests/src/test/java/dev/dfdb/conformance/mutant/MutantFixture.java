package dev.dfdb.conformance.mutant;

import dev.dfdb.conformance.OptOut;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.conformance.tutorial.JournalFixture;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Storage;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The journal's fixture, with something put before every storage it opens. */
class MutantFixture implements StorageFixture {

  private final JournalFixture journal = new JournalFixture();
  private final UnaryOperator<Storage> mutation;

  MutantFixture(UnaryOperator<Storage> mutation) {
    this.mutation = mutation;
  }

  @Override
  public Capabilities declared() {
    return journal.declared();
  }

  @Override
  public Map<String, Object> config() {
    return journal.config();
  }

  @Override
  public Storage open(Map<String, ?> options) {
    return mutation.apply(journal.open(options));
  }

  @Override
  public Storage crash(Storage storage) {
    return mutation.apply(journal.crash(intact(storage)));
  }

  @Override
  public Storage powerLoss(Storage storage) {
    return mutation.apply(journal.powerLoss(intact(storage)));
  }

  @Override
  public void wipe() {
    journal.wipe();
  }

  @Override
  public Map<OptOut, String> optOuts() {
    return journal.optOuts();
  }

  private static Storage intact(Storage storage) {
    return storage instanceof ForwardingStorage mutant ? mutant.intact() : storage;
  }
}
