/// How this program calls other systems that may be away or slow: circuit breakers and retries, and
/// in one place what they may.
///
/// It knows no driver and no feature; who calls says what a failure is.
@NullMarked
package dev.principia.guard;

import org.jspecify.annotations.NullMarked;
