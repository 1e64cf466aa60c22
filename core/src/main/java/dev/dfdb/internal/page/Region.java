package dev.dfdb.internal.page;

import dev.dfdb.storage.KeyRange;

/**
 * Keys of which pages may be kept.
 *
 * @param keys the keys, from a first to a last
 * @param hasLongValues whether values may be so long that reading one nobody asked for would cost
 *     more than it saves
 */
public record Region(KeyRange keys, boolean hasLongValues) {}
