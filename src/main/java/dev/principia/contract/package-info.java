/// `openapi.yaml`, and the vocabulary of an accepted request ([Call]) and its answer ([Reply],
/// [Problem]).
///
/// It knows nothing of databases, servers or features.
@NullMarked
package dev.principia.contract;

import org.jspecify.annotations.NullMarked;
