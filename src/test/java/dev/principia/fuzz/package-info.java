/// Requests made from the contract, valid and damaged, and what no answer to them may be. Knows
/// HTTP and `openapi.yaml`, and nothing of what any operation means: a new one is asked without a
/// line here.
@NullMarked
package dev.principia.fuzz;

import org.jspecify.annotations.NullMarked;
