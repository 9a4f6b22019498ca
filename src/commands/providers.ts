import type { Command } from 'commander';
import type { Provider } from '../detect/schema.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { catalogueOptions, readingCatalogue } from './providers-file.ts';
import { addProvidersUpdate } from './providers-update.ts';

/** `audit-domains providers [id]`: who can be recognised, by which signals, from which source of which day. */
export function addProvidersCommand(
  program: Command,
  context: CommandContext,
  finish: (exitCode: number) => void,
): void {
  const providers = program
    .command('providers')
    .description('the provider catalogue: signals, sources, dates')
    .argument('[id]', 'one provider, with all its signals')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  audit-domains providers\n  audit-domains providers ddos-guard\n  audit-domains providers --json | jq .\n',
    )
    .action(async (id: string | undefined, { json }: { readonly json?: boolean }) => {
      const { loadCatalogue } = await import('../detect/catalogue.ts');
      const known = readingCatalogue(context.env, () => loadCatalogue(catalogueOptions(context.env))).providers;
      if (id === undefined) {
        const all = [...known.values()];
        context.stdout.write(json === true ? `${JSON.stringify(all, null, 2)}\n` : all.map(line).join(''));
      } else {
        const provider = known.get(id);
        if (provider === undefined)
          throw new CommandError(
            `no provider "${id}"${nearest(id, [...known.keys()])}; "audit-domains providers" lists them.`,
          );
        context.stdout.write(json === true ? `${JSON.stringify(provider, null, 2)}\n` : sheet(provider));
      }
      finish(EXIT.done);
    });
  addProvidersUpdate(providers, context, finish);
}

function nearest(id: string, ids: readonly string[]): string {
  const close = ids.filter((other) => other.includes(id) || id.includes(other)).slice(0, 3);
  return close.length === 0 ? '' : ` (${close.join(', ')}?)`;
}

const line = ({ id, name, roles, status }: Provider): string =>
  `${id.padEnd(26)} ${roles.join('+').padEnd(18)} ${name}${status === 'active' ? '' : ` (${status})`}\n`;

function sheet({
  id,
  name,
  roles,
  status,
  since,
  behind,
  nameservers,
  cnames,
  headers,
  cookies,
  asns,
  reverse,
  certificates,
  addresses,
  ranges,
  rangeList,
  sources,
}: Provider): string {
  const rows: string[] = [
    `${name} (${id})`,
    `roles: ${roles.join(', ')}; ${status}${since === undefined ? '' : ` since ${since}`}`,
  ];
  if (behind !== undefined) rows.push(`served through: ${behind}`);
  const told = (rule: { readonly source: string; readonly checkedOn: string }): string =>
    `[${rule.source}, ${rule.checkedOn}]`;
  for (const rule of nameservers)
    rows.push(`name server  ${rule.suffix ?? rule.pattern ?? ''}  (${rule.means})  ${told(rule)}`);
  for (const rule of cnames)
    rows.push(`CNAME        ${rule.suffix ?? rule.pattern ?? ''}  (${rule.means})  ${told(rule)}`);
  for (const rule of headers)
    rows.push(
      `header       ${rule.name}${rule.pattern === undefined ? '' : ` ~ ${rule.pattern}`}  (${rule.strength})  ${told(rule)}`,
    );
  for (const rule of cookies) rows.push(`cookie       ${rule.pattern}  (${rule.strength})  ${told(rule)}`);
  for (const rule of reverse)
    rows.push(`reverse name ${rule.suffix ?? rule.pattern ?? ''}  (${rule.means})  ${told(rule)}`);
  for (const { field, pattern, strength } of certificates)
    rows.push(`certificate  ${field} ~ ${pattern}  (${strength})`);
  for (const { asn, exclusive, note } of asns)
    rows.push(`network      AS${asn}${exclusive ? '' : ', shared'}${note === undefined ? '' : `: ${note}`}`);
  for (const address of addresses) rows.push(`address      ${address}`);
  if (ranges !== undefined)
    rows.push(`ranges       ${ranges.published.length} prefixes as of ${ranges.asOf} (${ranges.basis})`);
  if (rangeList !== undefined) rows.push(`range list   ${rangeList.url}`);
  rows.push(`sources      ${sources.join('; ')}`);
  return `${rows.join('\n')}\n`;
}
