/** Backups of dfdb databases in a bucket of S3. */
@SuppressWarnings("module") // that its name ends with a digit, as that of S3 does
module dev.dfdb.backup.s3 {
  requires transitive dev.dfdb.backup;
  requires transitive software.amazon.awssdk.services.s3;
  // What the SDK says of its modules is their names only, so that each is named here.
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.endpoints;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.utils;
  requires static org.jspecify;

  exports dev.dfdb.backup.s3;

  provides dev.dfdb.backup.BackupTargetProvider with
      dev.dfdb.backup.s3.S3TargetProvider;
}
