/// Redis: the only room that knows its driver.
///
/// It knows no feature. Nothing that is only here is ever the truth.
@NullMarked
package dev.principia.cache;

import org.jspecify.annotations.NullMarked;
