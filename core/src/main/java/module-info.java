/** The dfdb database: its API, its storage interface and its key encoder. */
module dev.dfdb.core {
  requires static transitive org.jspecify;
  requires static java.management;
  requires static jdk.jfr;
  requires static jdk.management;
  requires org.slf4j;

  exports dev.dfdb;
  exports dev.dfdb.codec;
  exports dev.dfdb.datalog;
  exports dev.dfdb.datom;
  exports dev.dfdb.edn;
  exports dev.dfdb.error;
  exports dev.dfdb.observe;
  exports dev.dfdb.replication;
  exports dev.dfdb.storage;
  exports dev.dfdb.storage.support;

  uses dev.dfdb.storage.StorageProvider;
}
