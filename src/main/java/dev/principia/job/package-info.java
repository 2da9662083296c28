/// What is done later: jobs, each by one worker at a time, and what has to be done at a time, by
/// one process of the cluster. Features enqueue a [dev.principia.job.NewJob] in their own
/// transaction and give a [dev.principia.job.JobKind] to the workers.
///
/// It knows the database's interface and no feature: what to do is handed to it. No clock but the
/// database's.
@NullMarked
package dev.principia.job;

import org.jspecify.annotations.NullMarked;
