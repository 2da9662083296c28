/// What a run of the concurrency lab has measured, and what follows from it: statistics, laws and
/// verdicts are pure functions over the result file.
///
/// It knows nothing of how anything is measured or shown.
@NullMarked
package dev.principia.lab.result;

import org.jspecify.annotations.NullMarked;
