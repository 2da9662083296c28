/// Courses: what they hold, how they are written down, and who may change them.
///
/// Knows titles, sections, lessons, resources, slugs and the Markdown outline they travel in. Must
/// not know HTTP, the chain before a handler, or another feature's tables, but for accounts, whose
/// names it shows and to whose audit log it adds what changes somebody's rights.
@NullMarked
package dev.principia.course;

import org.jspecify.annotations.NullMarked;
