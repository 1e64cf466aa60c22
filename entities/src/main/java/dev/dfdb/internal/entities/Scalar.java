package dev.dfdb.internal.entities;

import dev.dfdb.edn.Keyword;
import java.util.function.Function;

/**
 * A Java class of which each object is one value of the database.
 *
 * @param valueType the type of the values, such as {@code :db.type/string}
 * @param encode makes the value of an object, in its canonical class
 * @param decode makes the object of a value; fails with a {@link RuntimeException} for others
 */
record Scalar(
    Keyword valueType, Function<Object, Object> encode, Function<Object, Object> decode) {}
