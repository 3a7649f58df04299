/**
 * The one door to the suite: routes to the registry and serves the web console.
 *
 * @see io.graft.gateway.GatewayApplication
 */
@NullMarked
package io.graft.gateway;

import org.jspecify.annotations.NullMarked;
