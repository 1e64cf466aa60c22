/** Backups of dfdb databases. */
module dev.dfdb.backup {
  requires transitive dev.dfdb.core;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.dfdb.backup;

  uses dev.dfdb.backup.BackupTargetProvider;
}
