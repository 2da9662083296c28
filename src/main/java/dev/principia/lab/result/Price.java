package dev.principia.lab.result;

/// One step of the price list: the CPU time of a request up to and with this part.
///
/// @param ladder which server: `event loop` or `blocking`
/// @param part what is added here
/// @param total CPU-µs per request with everything up to here
/// @param bytes allocated per request with everything up to here
public record Price(String ladder, String part, double total, double bytes) {}
