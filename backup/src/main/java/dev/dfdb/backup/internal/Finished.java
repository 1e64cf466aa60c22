package dev.dfdb.backup.internal;

/**
 * A part that is made and not written yet.
 *
 * @param part what the manifest will list
 * @param bytes the file
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to be written
record Finished(Part part, byte[] bytes) {}
