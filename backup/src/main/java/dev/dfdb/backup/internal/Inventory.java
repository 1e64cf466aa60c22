package dev.dfdb.backup.internal;

import java.util.List;

/**
 * The manifests in a place.
 *
 * @param sound those that can be read, the newest last
 * @param unread the others
 */
public record Inventory(List<Manifest> sound, List<Unread> unread) {

  /** Copies the lists. */
  public Inventory {
    sound = List.copyOf(sound);
    unread = List.copyOf(unread);
  }

  /**
   * A manifest that can't be read.
   *
   * @param number the number of the backup
   * @param isOfLaterVersion whether it is not damaged, but written by a later version of dfdb
   */
  public record Unread(long number, boolean isOfLaterVersion) {}
}
