package dev.dfdb.codec;

/**
 * Something that callers hold in the place of an entity. As a value it is the entity's id: that is
 * its {@linkplain Values#canonical canonical form}.
 */
public interface Identified {

  /** The id of the entity. */
  long id();
}
