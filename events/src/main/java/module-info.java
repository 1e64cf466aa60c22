/** Event streams beside the datoms of a database. */
module dev.dfdb.events {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive dev.dfdb.core;
  requires static transitive org.jspecify;

  exports dev.dfdb.events;
}
