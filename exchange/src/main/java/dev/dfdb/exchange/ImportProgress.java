package dev.dfdb.exchange;

/**
 * How far an import has come. Immutable.
 *
 * @param rows how many rows were read, those of earlier runs included
 * @param before how many of them were read by runs before this one
 * @param rejected how many of them were wrong
 * @param bytesRead how many bytes they took
 * @param bytes how many bytes there are in all; -1 if that is not known
 */
public record ImportProgress(long rows, long before, long rejected, long bytesRead, long bytes) {}
