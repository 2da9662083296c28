/// Shows a result: a table for the terminal, and one self-contained HTML file.
///
/// It decides nothing: what is said comes from the verdict.
@NullMarked
package dev.principia.lab.report;

import org.jspecify.annotations.NullMarked;
