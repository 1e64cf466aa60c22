/**
 * How objects become datoms and datoms objects: what is known of a type ({@code Composition}), what
 * a transaction has to say so that an entity is as it is set ({@code Writing}), and how entities
 * are made of what was read ({@code Loading}).
 */
@NullMarked
package dev.dfdb.internal.entities;

import org.jspecify.annotations.NullMarked;
