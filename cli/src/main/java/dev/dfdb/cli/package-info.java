/** The dfdb command. */
@NullMarked
package dev.dfdb.cli;

import org.jspecify.annotations.NullMarked;
