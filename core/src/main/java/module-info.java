/** The dfdb database: its API, its storage interface and its key encoder. */
module dev.dfdb.core {
  requires static org.jspecify;
}
