/**
 * Backups of databases: {@link dev.dfdb.backup.Backups} of one, and
 * {@link dev.dfdb.backup.NamespaceBackups} of all that lie in a storage, in a
 * {@link dev.dfdb.backup.BackupTarget} such as a folder; by a
 * {@link dev.dfdb.backup.BackupSchedule} if they are to be made by themselves. What a backup
 * consists of, byte by byte, is not for here but for docs/FORMAT.md.
 */
@NullMarked
package dev.dfdb.backup;

import org.jspecify.annotations.NullMarked;
