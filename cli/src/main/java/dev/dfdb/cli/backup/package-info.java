/** Backups on the command line: making, listing, proving and restoring them; moving databases. */
@NullMarked
package dev.dfdb.cli.backup;

import org.jspecify.annotations.NullMarked;
