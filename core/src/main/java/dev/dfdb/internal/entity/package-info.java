/** Entities one at a time: what names them and their attributes, and what is known of one. */
@NullMarked
package dev.dfdb.internal.entity;

import org.jspecify.annotations.NullMarked;
