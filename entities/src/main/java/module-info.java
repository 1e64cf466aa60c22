/** Java records and classes kept as entities of a dfdb database. */
module dev.dfdb.entities {
  requires transitive dev.dfdb.core;
  requires transitive com.fasterxml.jackson.databind;
  requires static org.jspecify;

  exports dev.dfdb.entities;
  exports dev.dfdb.entities.mapping;
}
