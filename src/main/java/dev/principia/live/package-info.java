/// The live feed by WebSocket: tickets, topics, what is told to whom, presence, and what a
/// connection may cost. The only room that speaks with WebSockets once their handshake is accepted.
///
/// It follows the log of events and knows what courses may be read; it changes nothing but tickets.
@NullMarked
package dev.principia.live;

import org.jspecify.annotations.NullMarked;
