/** Backups of dfdb databases. */
module dev.dfdb.backup {
  requires transitive dev.dfdb.core;
  requires static org.jspecify;

  exports dev.dfdb.backup;

  uses dev.dfdb.backup.BackupTargetProvider;
}
