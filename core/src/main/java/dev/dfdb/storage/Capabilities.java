package dev.dfdb.storage;

import java.util.Set;

/**
 * What a storage declares about itself. The conformance suite tests what is declared, and that what
 * is not declared is refused with the right error.
 *
 * @param limits how large keys, values and batches may be
 * @param durabilities the modes a batch may ask for; never empty
 * @param snapshotLifetime how long a snapshot may be kept
 * @param persistent whether the content outlives {@link Storage#close()}
 * @param sharedByProcesses whether several processes may have the same store open and write to it
 */
public record Capabilities(
    Limits limits,
    Set<Durability> durabilities,
    SnapshotLifetime snapshotLifetime,
    boolean persistent,
    boolean sharedByProcesses) {

  /** Copies the set and checks that it is not empty. */
  public Capabilities {
    durabilities = Set.copyOf(durabilities);
    if (durabilities.isEmpty()) {
      throw new IllegalArgumentException("a storage has at least one durability mode");
    }
  }
}
