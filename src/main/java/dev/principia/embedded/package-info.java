/// A real PostgreSQL and a real Redis, started from the binaries on the class path, for `principia
/// up` and for tests.
///
/// This room knows processes, files and ports. It must not know what is stored: no table, no cache
/// key, no HTTP; others get two URLs from it and use their own drivers.
@NullMarked
package dev.principia.embedded;

import org.jspecify.annotations.NullMarked;
