/** Backups in a bucket of S3: {@link dev.dfdb.backup.s3.S3Target}. */
@NullMarked
package dev.dfdb.backup.s3;

import org.jspecify.annotations.NullMarked;
