/** The examples run, and say what they are said to. */
@NullMarked
package dev.dfdb.examples;

import org.jspecify.annotations.NullMarked;
