/// HTTP: how a request becomes a call and a reply becomes bytes, on Vert.x and on Jetty.
///
/// The only room that has seen a RoutingContext or a Jetty Request. It knows no feature and no
/// database: handlers come to it by operation id.
@NullMarked
package dev.principia.server;

import org.jspecify.annotations.NullMarked;
