/** What a database does, as meters of Micrometer. */
module dev.dfdb.metrics.micrometer {
  requires transitive dev.dfdb.core;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports dev.dfdb.metrics.micrometer;
}
