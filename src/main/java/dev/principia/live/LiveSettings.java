package dev.principia.live;

import java.time.Duration;

/// What connections to the live feed may cost.
///
/// @param heartbeat how long a client may be silent before it is pinged; after twice that it is
///   gone
/// @param perAccount the most connections of one account at one process
/// @param total the most connections of one process
public record LiveSettings(Duration heartbeat, int perAccount, int total) {}
