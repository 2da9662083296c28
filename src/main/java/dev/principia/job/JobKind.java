package dev.principia.job;

/// A kind of work and who does it.
public record JobKind(JobType type, JobHandler handler) {}
