/**
 * What queries can compute: functions and aggregates by name. No function is ever found by loading
 * a class that a query names.
 */
@NullMarked
package dev.dfdb.internal.query.function;

import org.jspecify.annotations.NullMarked;
