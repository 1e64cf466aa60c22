/** Tests of import and export. */
@NullMarked
package dev.dfdb.exchange;

import org.jspecify.annotations.NullMarked;
