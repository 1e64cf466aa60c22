package dev.dfdb.storage.fdb.simulation;

/**
 * How something is asked for.
 *
 * @param deadline the moment at which its client gives up
 * @param isBatch whether it is of low priority
 * @param isTagged whether it has a tag
 */
record Terms(long deadline, boolean isBatch, boolean isTagged) {}
