/** EPP codes as RDAP spells them (RFC 8056 §2). */
const EPP: Readonly<Record<string, string>> = {
  ok: 'active',
  active: 'active',
  linked: 'associated',
  addperiod: 'add period',
  autorenewperiod: 'auto renew period',
  clientdeleteprohibited: 'client delete prohibited',
  clienthold: 'client hold',
  clientrenewprohibited: 'client renew prohibited',
  clienttransferprohibited: 'client transfer prohibited',
  clientupdateprohibited: 'client update prohibited',
  inactive: 'inactive',
  pendingcreate: 'pending create',
  pendingdelete: 'pending delete',
  pendingrenew: 'pending renew',
  pendingrestore: 'pending restore',
  pendingtransfer: 'pending transfer',
  pendingupdate: 'pending update',
  redemptionperiod: 'redemption period',
  renewperiod: 'renew period',
  serverdeleteprohibited: 'server delete prohibited',
  serverhold: 'server hold',
  serverrenewprohibited: 'server renew prohibited',
  servertransferprohibited: 'server transfer prohibited',
  serverupdateprohibited: 'server update prohibited',
  transferperiod: 'transfer period',
};

/**
 * A status as a server prints it → as RDAP spells it; a registry's own word is kept, in lower case.
 *
 *   "clientHold https://icann.org/epp#clientHold", "client_hold", "CLIENT HOLD" → client hold · "paid and in zone" → same
 */
export function statusOf(printed: string): string | null {
  const words = printed
    .slice(0, 200)
    .replace(/https?:\S*/g, '')
    .replace(/[\s-]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '' || words === '-') return null;
  const bare = words.replace(/\s*\(.*$/, '');
  const code = bare.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(EPP, code) ? (EPP[code] ?? null) : words.toLowerCase();
}
