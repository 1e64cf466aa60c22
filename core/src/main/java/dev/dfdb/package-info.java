/**
 * The API of the database: what a program that uses dfdb calls. Nothing about how facts are stored.
 */
@NullMarked
package dev.dfdb;

import org.jspecify.annotations.NullMarked;
