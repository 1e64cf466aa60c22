@org.jspecify.annotations.NullMarked
package dev.dfdb.backup.internal;
