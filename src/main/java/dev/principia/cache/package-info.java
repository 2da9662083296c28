/// What is kept in memory and in Redis: answers and budgets. The only room that knows Redis'
/// driver.
///
/// It knows no feature: features come with a key, a way to ask the database and the statement that
/// tells of changes. Nothing that is only here is ever the truth.
@NullMarked
package dev.principia.cache;

import org.jspecify.annotations.NullMarked;
