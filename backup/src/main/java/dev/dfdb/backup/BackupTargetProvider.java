package dev.dfdb.backup;

import dev.dfdb.storage.StorageUri;

/**
 * A kind of target that can be opened by its address, found with {@link java.util.ServiceLoader}.
 * Safe from any thread.
 */
public interface BackupTargetProvider {

  /** What its addresses begin with, before the colon, such as {@code s3}. */
  String scheme();

  /**
   * Opens the target at an address.
   *
   * @param address with this scheme
   * @throws dev.dfdb.error.MisconfiguredException if the address says too little, or what is not
   *     known
   */
  BackupTarget open(StorageUri address);
}
