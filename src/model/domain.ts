/** A host name as asked, and the part of it that is registered. Both lower case, A-labels, no trailing dot. */
export interface DomainName {
  readonly host: string;
  /** Public suffix + one label (Public Suffix List, ICANN and private sections): what the website's owner holds. */
  readonly registrable: string;
  /** Registrable under the ICANN section alone: what a registry can be asked about. `github.io` for `x.github.io`. */
  readonly registered: string;
  readonly publicSuffix: string;
}
