/**
 * Sets of rows held column by column, and how they are joined. Nothing about what the rows mean.
 */
@NullMarked
package dev.dfdb.internal.query.relation;

import org.jspecify.annotations.NullMarked;
