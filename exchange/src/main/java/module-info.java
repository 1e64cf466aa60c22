/** Import and export of dfdb databases as CSV, JSON lines and EDN. */
module dev.dfdb.exchange {
  requires transitive dev.dfdb.core;
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports dev.dfdb.exchange;
  exports dev.dfdb.exchange.mapping;
}
