/**
 * A complete backend in five small classes: the example of the tutorial "Write your own backend" in
 * STORAGE-BACKENDS.md. The regions between {@code snippet} comments are quoted there.
 */
@NullMarked
package dev.dfdb.conformance.tutorial;

import org.jspecify.annotations.NullMarked;
