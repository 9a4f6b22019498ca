/** The package ships no types (7.0.0); this is the part of its README that we use. */
declare module 'html-encoding-sniffer' {
  function sniffEncoding(
    bytes: Uint8Array,
    options?: {
      readonly transportLayerEncodingLabel?: string;
      readonly defaultEncoding?: string;
      readonly maxPrescanBytes?: number;
    },
  ): string;
  export = sniffEncoding;
}
