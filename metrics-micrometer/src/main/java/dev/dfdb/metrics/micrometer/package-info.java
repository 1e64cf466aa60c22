/** What a database does, as meters of Micrometer: {@link DfdbMetrics}. */
@NullMarked
package dev.dfdb.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
