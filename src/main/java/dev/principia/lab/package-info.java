/// The workloads by which ways of waiting are compared.
///
/// Its handlers know the contract and the database; what measures is in the rooms inside, which
/// know no handler.
@NullMarked
package dev.principia.lab;

import org.jspecify.annotations.NullMarked;
