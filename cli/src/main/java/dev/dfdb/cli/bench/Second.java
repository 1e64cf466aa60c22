package dev.dfdb.cli.bench;

/**
 * What a second of work was like.
 *
 * @param second which, from 1
 * @param done how many things were done
 * @param median the median time of one, in nanoseconds
 * @param p99 the time that 99 of 100 do not exceed, in nanoseconds
 * @param failed how many failed
 * @param disk bytes on disk, or -1 where that is not known
 * @param heap bytes of the heap that are used
 */
record Second(int second, long done, long median, long p99, long failed, long disk, long heap) {}
