/// Progress: how far an account has come in a course.
///
/// Knows the states of a lesson, which of them follow each other, and how they are counted. Must
/// not know HTTP or what lessons hold.
@NullMarked
package dev.principia.progress;

import org.jspecify.annotations.NullMarked;
