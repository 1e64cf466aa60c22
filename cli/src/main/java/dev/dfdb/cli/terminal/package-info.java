/**
 * What the command shows: tables, progress, figures, on a terminal or as plain lines.
 *
 * <p>Knows nothing of databases or of what it shows.
 */
@NullMarked
package dev.dfdb.cli.terminal;

import org.jspecify.annotations.NullMarked;
