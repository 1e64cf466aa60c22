package dev.dfdb.events;

/**
 * A stream.
 *
 * @param name its name
 * @param version the position of its last message
 */
public record StreamInfo(String name, long version) {}
