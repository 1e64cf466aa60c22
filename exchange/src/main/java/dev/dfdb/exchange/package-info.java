/**
 * Import and export of databases: {@link dev.dfdb.exchange.Importer} and
 * {@link dev.dfdb.exchange.Exporter}, and what they report.
 *
 * <p>Reading and writing of the formats is not here, but in internal packages.
 */
@NullMarked
package dev.dfdb.exchange;

import org.jspecify.annotations.NullMarked;
