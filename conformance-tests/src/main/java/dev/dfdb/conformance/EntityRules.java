package dev.dfdb.conformance;

/** What is saved of entities and loaded. */
interface EntityRules extends DatabaseRules {}
