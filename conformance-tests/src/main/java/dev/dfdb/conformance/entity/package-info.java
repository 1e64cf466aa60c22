/** The entity types that the rules for entities are tried with, and random ones of them. */
@NullMarked
package dev.dfdb.conformance.entity;

import org.jspecify.annotations.NullMarked;
