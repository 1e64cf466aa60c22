/** The rules of the storage interface as tests; a backend passes them by supplying a fixture. */
@NullMarked
package dev.dfdb.conformance;

import org.jspecify.annotations.NullMarked;
