package dev.dfdb.backup;

import dev.dfdb.backup.internal.FolderTarget;
import dev.dfdb.backup.internal.TargetProviders;
import dev.dfdb.backup.internal.TargetWithin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where backups lie: a flat set of files, each written once as a whole. Names consist of lower-case
 * letters, digits, hyphens and dots, and slashes between them. A file is a few megabytes large, as
 * {@link BackupOptions#withPartBytes} says; only a single transaction that is larger makes a larger
 * one.
 *
 * <p>Who writes a target of their own: every method throws a {@link BackupException} when the place
 * can't be reached, with the cause; {@link #write} leaves the whole content, or what was there
 * before, whenever the process dies; {@link #create} is better done by the place itself. What was
 * written or removed is seen at once by everybody who reads or lists. Safe from any thread.
 */
public interface BackupTarget extends AutoCloseable {

  /** A folder of the file system, which is made if it is not there. */
  static BackupTarget folder(Path folder) {
    return new FolderTarget(folder);
  }

  /**
   * What a text names: the path of a folder, or the address of a target that a
   * {@link BackupTargetProvider} opens, such as {@code s3://bucket/prefix} with
   * {@code dfdb-backup-s3}.
   *
   * @throws dev.dfdb.error.MisconfiguredException if nobody knows such addresses, or it is wrong
   */
  static BackupTarget at(String location) {
    return TargetProviders.open(location);
  }

  /** Where it is, for messages to people. */
  String location();

  /** The names of all files, in the order of their characters. */
  List<String> list();

  /** What a file holds; empty if there is none of this name. */
  Optional<byte[]> read(String name);

  /** Writes a file, in place of one of this name. When the call returns, it is there to stay. */
  void write(String name, byte[] content);

  /**
   * Writes a file, unless there is one of this name. Of several that try this at once, one
   * succeeds: so it is settled who may change the backups in a place.
   *
   * <p>As it stands here it looks, and then writes: two that do it in the same moment may both be
   * told that they have succeeded, and the content is that of the later. A run whose lock was
   * written over so notices it before it says that it has succeeded, and fails. A place that can do
   * better does it here.
   *
   * @return whether it was written; false if there was one, which is as it was
   */
  default boolean create(String name, byte[] content) {
    if (read(name).isPresent()) {
      return false;
    }
    write(name, content);
    return true;
  }

  /** Removes a file, if there is one of this name. */
  void delete(String name);

  /**
   * Removes what writes that were cut short have left and {@link #list} does not show. Called when
   * nobody else writes there. Does nothing as it stands here.
   */
  default void removeUnfinished() {}

  /**
   * The part of this target whose names begin with a folder, as a target of its own. Closing that
   * does nothing.
   *
   * @param folder a name, without a slash at its end
   */
  default BackupTarget within(String folder) {
    return new TargetWithin(this, folder);
  }

  /** Gives back what it has open. The files stay. */
  @Override
  default void close() {}
}
