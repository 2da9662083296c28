/// Notes: what a learner writes down for a lesson, as JSON, as Markdown in the course's template,
/// and as a page.
///
/// Knows the template, notes, their revisions, their sharing and the trash they go to, and asks
/// courses only who may read a lesson. Must not know HTTP, the chain before a handler, or how
/// others find a note.
@NullMarked
package dev.principia.note;

import org.jspecify.annotations.NullMarked;
