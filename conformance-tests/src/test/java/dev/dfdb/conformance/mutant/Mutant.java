package dev.dfdb.conformance.mutant;

import dev.dfdb.conformance.StorageConformance;
import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.storage.Storage;

/** The suite run on a store that is broken in one way. */
abstract class Mutant extends StorageConformance {

  /** Breaks a storage. */
  abstract Storage mutate(Storage intact);

  @Override
  protected StorageFixture fixture() {
    return new MutantFixture(this::mutate);
  }

  /** The rules find the mutant, or do not; a few sequences show whether these would as well. */
  @Override
  public int sequences() {
    return 25;
  }
}
