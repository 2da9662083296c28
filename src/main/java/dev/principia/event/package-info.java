/// The event log: what has happened, appended in the transaction in which it happened.
///
/// Knows kinds of events and their table. Must not know who reads them, HTTP, or the tables of the
/// features that raise them.
@NullMarked
package dev.principia.event;

import org.jspecify.annotations.NullMarked;
