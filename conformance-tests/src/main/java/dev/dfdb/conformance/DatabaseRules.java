package dev.dfdb.conformance;

/** A group of rules for databases, as tests. */
interface DatabaseRules {

  /** A store of its own, apart from that of the test. */
  StorageFixture anotherFixture();

  /** Forgets the leaks heard so far: another bench heard them too, and has judged. */
  void forgetLeaks();
}
