package dev.dfdb.internal.query.ast;

import dev.dfdb.edn.Symbol;
import java.util.List;

/**
 * A function applied to arguments.
 *
 * @param function the name as written
 * @param arguments variables, constants and sources
 */
public record Call(Symbol function, List<Term> arguments) {}
