package dev.dfdb.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A message of a stream.
 *
 * @param id its id
 * @param stream the name of its stream
 * @param type what happened
 * @param position its place in the stream: 0, 1, 2 and so on, without gaps
 * @param globalPosition its place among all messages of the database, in the order of their
 *     commits: from 1, increasing
 * @param data what is said of it
 * @param metadata what is said of the message, or {@link Json#NULL}
 * @param time when it was appended, to the microsecond
 */
public record Message(
    UUID id,
    String stream,
    String type,
    long position,
    long globalPosition,
    Json data,
    Json metadata,
    Instant time) {}
