/// What this room knows: `openapi.yaml`, and the vocabulary of an accepted request (`Call`) and of
/// its answer (`Reply`, `Problem`), down to the bytes of a JSON body.
///
/// It knows nothing of databases, servers or features.
@NullMarked
package dev.principia.contract;

import org.jspecify.annotations.NullMarked;
