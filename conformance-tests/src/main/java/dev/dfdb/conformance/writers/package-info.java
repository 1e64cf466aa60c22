/**
 * Several writers of one database, in one process or in many: what each did and was told is held
 * against the log. For the tests of a backend that processes share, beside the suites, which know
 * nothing of its servers: while {@link dev.dfdb.conformance.writers.Incrementer Incrementers}
 * write, a test has servers die and connections be cut.
 */
@NullMarked
package dev.dfdb.conformance.writers;

import org.jspecify.annotations.NullMarked;
