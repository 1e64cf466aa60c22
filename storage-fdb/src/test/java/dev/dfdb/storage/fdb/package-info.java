@org.jspecify.annotations.NullMarked
package dev.dfdb.storage.fdb;
