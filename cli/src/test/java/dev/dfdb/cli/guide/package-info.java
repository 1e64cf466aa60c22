/** The examples of the guide in {@code docs/}: tests that the chapters quote. */
@NullMarked
package dev.dfdb.cli.guide;

import org.jspecify.annotations.NullMarked;
