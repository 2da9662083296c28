package dev.principia.lab.run;

/// A server that can be measured: where it is and which process.
public record Target(int port, int managementPort, long pid) {}
