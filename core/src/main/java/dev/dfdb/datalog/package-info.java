/**
 * Queries built in Java instead of written as text, with types that the compiler checks. What is
 * built means what the text means, and is parsed and answered by the same code.
 */
@NullMarked
package dev.dfdb.datalog;

import org.jspecify.annotations.NullMarked;
