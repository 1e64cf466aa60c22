/**
 * Java records and classes kept as entities: register types
 * ({@link dev.dfdb.entities.EntityTypes}), save changes and load what is there
 * ({@link dev.dfdb.entities.Entities}), keep repositories in step
 * ({@link dev.dfdb.entities.Repositories}).
 */
@NullMarked
package dev.dfdb.entities;

import org.jspecify.annotations.NullMarked;
