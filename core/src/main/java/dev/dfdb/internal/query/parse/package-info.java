/** From EDN text, or the same forms as Java objects, to checked syntax. */
@NullMarked
package dev.dfdb.internal.query.parse;

import org.jspecify.annotations.NullMarked;
