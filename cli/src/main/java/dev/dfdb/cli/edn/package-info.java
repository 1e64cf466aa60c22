/** EDN text that comes piece by piece: from a file too large to hold, or from a person typing. */
@NullMarked
package dev.dfdb.cli.edn;

import org.jspecify.annotations.NullMarked;
