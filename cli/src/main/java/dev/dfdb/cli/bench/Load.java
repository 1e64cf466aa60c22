package dev.dfdb.cli.bench;

import java.time.Duration;

/**
 * How hard a database is worked.
 *
 * @param threads how many work at once
 * @param duration for how long
 * @param rate how many things are begun in a second by all of them together; 0 for as many as they
 *     can, each beginning the next when it is done with one
 * @param mix what is done how often
 * @param people how many there are before it begins
 * @param seed where chance begins
 */
record Load(int threads, Duration duration, int rate, Mix mix, int people, long seed) {}
