import type { Certificate } from '../model/evidence.ts';
import type { Fault } from '../model/outcome.ts';

/** One request, one hop: redirects are the caller's to judge. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the decoded body; what lies beyond is not read and `truncated` says so. */
  readonly maxBytes: number;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case; repeated values joined by ", ". Without set-cookie. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Uint8Array;
  readonly truncated: boolean;
  readonly certificate: Certificate | null;
  /** The address that was asked for and answered (before the dial moved it). */
  readonly address: string;
}

export type HttpAnswer = { readonly reply: HttpReply } | { readonly fault: Fault };
