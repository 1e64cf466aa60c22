package dev.dfdb.internal.query.ast;

import java.util.List;

/**
 * One branch of a rule: {@code [(name [?in] ?out) clause+]}.
 *
 * @param name the rule's name
 * @param parameters all parameters, in the order of the arguments, the required ones first
 * @param required how many of the first parameters must be bound by the caller
 * @param body the conditions
 * @param origin where it was written
 */
public record Rule(
    String name, List<Variable> parameters, int required, List<Clause> body, Origin origin) {}
