/// Accounts: who there is, and how a password is kept.
///
/// It knows nothing of HTTP, drivers or other features.
@NullMarked
package dev.principia.account;

import org.jspecify.annotations.NullMarked;
