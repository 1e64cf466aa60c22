@NullMarked
package dev.dfdb.storage.memory;

import org.jspecify.annotations.NullMarked;
