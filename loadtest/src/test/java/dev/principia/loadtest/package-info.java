/// User journeys in an open model: arrivals are scheduled, and a slow server doesn't make them
/// rarer.
///
/// This room knows the API as its readers do, over HTTP. It must not know which server answers: the
/// same journeys run against the event-loop and the blocking one.
@NullMarked
package dev.principia.loadtest;

import org.jspecify.annotations.NullMarked;
