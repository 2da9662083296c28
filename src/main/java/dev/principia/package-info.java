/// The command line and the assembly of both servers: the only room that knows every other one.
///
/// [Main] reads the environment; everybody else is handed what it needs.
@NullMarked
package dev.principia;

import org.jspecify.annotations.NullMarked;
