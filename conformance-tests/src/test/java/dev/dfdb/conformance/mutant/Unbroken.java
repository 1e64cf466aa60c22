package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Storage;

/** The control of the experiment: what carries the mutations, without any. */
final class Unbroken extends Mutant {
  @Override
  Storage mutate(Storage intact) {
    return new ForwardingStorage(intact);
  }
}
