package dev.dfdb;

import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.DatabaseReader;

/** What database values are read with. */
record Source(DatabaseReader reader, QueryEngine engine) {}
