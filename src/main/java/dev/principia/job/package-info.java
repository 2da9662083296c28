/// What has to be done at a time, by one process of the cluster.
///
/// It knows the database's interface and no feature: what to do is handed to it. No clock but the
/// database's.
@NullMarked
package dev.principia.job;

import org.jspecify.annotations.NullMarked;
