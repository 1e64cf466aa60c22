/**
 * The running JDK as data: what its modules declare and what its classes are, read from the class
 * files of the runtime image.
 *
 * <p>Only reading; how the facts become datoms is the business of {@link dev.dfdb.cli.quickstart}.
 */
@NullMarked
package dev.dfdb.cli.jdk;

import org.jspecify.annotations.NullMarked;
