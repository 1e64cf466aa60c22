/**
 * The shell: statements read from a person or from a script, and what becomes of them.
 *
 * <p>{@code Session} knows nothing of terminals; {@code InteractiveShell} and {@code ScriptedShell}
 * know nothing of databases.
 */
@NullMarked
package dev.dfdb.cli.shell;

import org.jspecify.annotations.NullMarked;
