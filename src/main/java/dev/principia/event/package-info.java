/// The log of events: its order, how it is followed, and who may see what of it.
///
/// Events are appended by `db` in the transaction that raised them. This room reads them; it knows
/// who may read a course, and nothing of who wants to know.
@NullMarked
package dev.principia.event;

import org.jspecify.annotations.NullMarked;
