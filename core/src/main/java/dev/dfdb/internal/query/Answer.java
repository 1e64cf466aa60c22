package dev.dfdb.internal.query;

import dev.dfdb.internal.query.ast.Find.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a query. Immutable.
 *
 * @param shape how the query wants its answers put together; for a tuple or a scalar there is at
 *     most one row
 * @param columns the names of the columns: keywords, strings or symbols if the query names them,
 *     otherwise the elements of {@code :find} as text
 * @param rows the rows, of as many values each, in no particular order
 */
public record Answer(Shape shape, List<Object> columns, List<List<@Nullable Object>> rows) {}
