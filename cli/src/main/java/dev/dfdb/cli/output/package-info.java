/** What commands print for people and for scripts: rows as tables, EDN, JSON or CSV. */
@NullMarked
package dev.dfdb.cli.output;

import org.jspecify.annotations.NullMarked;
