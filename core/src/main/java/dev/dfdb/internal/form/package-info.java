/** What all readers of forms share, whatever the forms mean. */
@NullMarked
package dev.dfdb.internal.form;

import org.jspecify.annotations.NullMarked;
