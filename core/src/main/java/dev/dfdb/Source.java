package dev.dfdb;

import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.Transactor;

/** What database values of one connection are read with. */
record Source(Transactor transactor, QueryEngine engine) {}
