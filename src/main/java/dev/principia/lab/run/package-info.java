/// How a run of the lab is done: processes on their cores, warm-up by evidence, windows, tries.
///
/// It starts servers as processes of their own and knows them by HTTP and by `/proc`; it must not
/// know what is inside them.
@NullMarked
package dev.principia.lab.run;

import org.jspecify.annotations.NullMarked;
