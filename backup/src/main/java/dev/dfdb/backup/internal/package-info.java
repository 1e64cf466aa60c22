/** How backups are written and read. Not exported. */
@NullMarked
package dev.dfdb.backup.internal;

import org.jspecify.annotations.NullMarked;
