/**
 * Evaluation: goals, which extend or filter rows; conjunctions, which decide in which order goals
 * are solved; rules, which are solved to their fixpoint.
 */
@NullMarked
package dev.dfdb.internal.query.solve;

import org.jspecify.annotations.NullMarked;
