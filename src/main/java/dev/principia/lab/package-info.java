/// The workloads by which ways of waiting are compared.
///
/// It knows nothing of HTTP, databases or features.
@NullMarked
package dev.principia.lab;

import org.jspecify.annotations.NullMarked;
