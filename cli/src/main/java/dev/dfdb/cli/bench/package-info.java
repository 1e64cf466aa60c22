/**
 * A load test in the shape of production: people and orders, written, read and asked for by several
 * threads.
 */
@NullMarked
package dev.dfdb.cli.bench;

import org.jspecify.annotations.NullMarked;
