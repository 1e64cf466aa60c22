/**
 * The quickstart: loads the running JDK into a database, closes and reopens it, and asks it
 * questions.
 *
 * <p>{@link dev.dfdb.cli.quickstart.Quickstart} tells the story; the facts come from
 * {@link dev.dfdb.cli.jdk}.
 */
@NullMarked
package dev.dfdb.cli.quickstart;

import org.jspecify.annotations.NullMarked;
