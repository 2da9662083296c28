/// The load generator of the lab: what is due is decided ahead of time and never waits for an
/// answer, and every time is measured from when a request was due.
///
/// It knows bytes and sockets; it must not know which server answers.
@NullMarked
package dev.principia.lab.load;

import org.jspecify.annotations.NullMarked;
