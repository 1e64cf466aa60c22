package dev.dfdb.internal.query.solve;

/** Entities as numbered nodes, each with neighbours. Belongs to one thread. */
interface Graph {

  /** How many nodes are known; their numbers are below that. */
  int size();

  /** The node of an entity; -1 if it is none and never will be. */
  int node(long entity);

  /** The entity of a node. */
  long entity(int node);

  /** An array in which the neighbours of a node stand side by side; not to be changed. */
  int[] neighbours(int node);

  /** Where in the array the neighbours begin. */
  int from(int node);

  /** Where in the array they end. */
  int to(int node);
}
