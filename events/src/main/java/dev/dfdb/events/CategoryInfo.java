package dev.dfdb.events;

/**
 * A category.
 *
 * @param name its name
 * @param messages how many messages its streams have
 * @param streams how many streams it has
 */
public record CategoryInfo(String name, long messages, long streams) {}
