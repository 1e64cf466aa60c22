package dev.dfdb.conformance;

import dev.dfdb.storage.Storage;

/** A group of rules as tests. Each test is named after the rule it belongs to. */
interface Rules {

  /** The fixture of this test with its storage. */
  Bench bench();

  /** The storage open at the moment. */
  default Storage storage() {
    return bench().storage();
  }
}
