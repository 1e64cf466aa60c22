/**
 * What can be observed of a database while it works: the measurements that an
 * {@link dev.dfdb.observe.Observer} is given.
 */
@NullMarked
package dev.dfdb.observe;

import org.jspecify.annotations.NullMarked;
