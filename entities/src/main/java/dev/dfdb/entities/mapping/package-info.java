/**
 * What a program says of its entity types: annotations, references, migrations; and the errors of
 * entities. Nothing here reads or writes a database.
 */
@NullMarked
package dev.dfdb.entities.mapping;

import org.jspecify.annotations.NullMarked;
