/** How commands name and open databases, and which part of time they look at. */
@NullMarked
package dev.dfdb.cli.database;

import org.jspecify.annotations.NullMarked;
