package dev.dfdb.storage.postgres;

/**
 * A session of the server: its process, and when it began, as a process number is used again.
 *
 * @param process the number of the process
 * @param begin the seconds since 1970 when the server began it, as the server writes them
 */
record Session(int process, String begin) {}
