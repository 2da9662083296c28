package dev.principia.lab.load;

/// How a client begins to listen, and by what in the stream of bytes it knows that it does.
///
/// @param request sent at once, each character a byte
/// @param next sent likewise when the first bytes have come; may be empty
/// @param ready stands in what is received when the client listens
/// @param told stands once in whatever tells of a change
public record Opening(String request, String next, String ready, String told) {}
