/// PostgreSQL: a query as a value, two ways to ask it, migrations, and the transaction that keeps
/// idempotency keys. The only room that knows a database driver.
///
/// It knows the vocabulary of calls and replies, and no table of any feature.
@NullMarked
package dev.principia.db;

import org.jspecify.annotations.NullMarked;
