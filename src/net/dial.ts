/** An endpoint someone wants to reach. `address` is an IP literal, never a name. */
export interface Endpoint {
  readonly transport: 'udp' | 'tcp';
  readonly address: string;
  readonly port: number;
}

/** Where a connection goes, or why it may not. */
export type Dialled = { readonly to: Endpoint } | { readonly refused: string };

/**
 * The one seam every connection passes. In life it gives back what it was given, unless the address is not globally
 * reachable; while a network map is set it sends elsewhere and refuses whatever is not in the map.
 */
export type Dial = (wanted: Endpoint) => Dialled;
