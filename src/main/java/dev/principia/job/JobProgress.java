package dev.principia.job;

/// @param percent from 0 to 100
/// @param note a few words for the job's owner
record JobProgress(int percent, String note) {}
