/// Every meter's name in one place, so that both servers mean the same by the same name.
///
/// It knows nothing of ours.
@NullMarked
package dev.principia.metrics;

import org.jspecify.annotations.NullMarked;
