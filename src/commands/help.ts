import type { Command } from 'commander';
import { wrap } from '../report/width.ts';

export const EXAMPLES = `  audit-domains demo                          the whole, on a pretend Internet
  audit-domains list.txt > report.csv         a list, one domain a line
  cut -d, -f2 hosts.csv | audit-domains -     from a pipe
  audit-domains customers.csv -o report.xlsx -o report.html \\
    --evidence evidence.jsonl                 reports, and evidence to keep
  audit-domains rescreen evidence.jsonl       judged by today's lists, offline
`;

const OPTIONS = `  -o, --output <file>      repeatable: .csv .xlsx .jsonl .html .sarif .xml .md
  -f, --format <id>        format of stdout (csv)
  --evidence <file>        keep all answers; --resume goes on from there
  --decisions, --baseline  what was reviewed, and what was told before
  --accept <kind,…>        let gaps of this kind (redacted, …) pass as clear
  --fail-on <verdict>      match, review, inconclusive or none (match)
  --max-unchecked <share>  rows that failures may leave unchecked (10%)
  --dry-run                the questions per server and a time; asks nothing
`;

export const EXIT_CODES = `    0  done, no row reached --fail-on          1  done, some row did
    2  no audit: usage, input or lists         3  too much was left unchecked
   70  a bug    74  an output could not be written    141  the reader left
  130, 143  interrupted; the rows so far are whole
`;

export const ENVIRONMENT = `  AUDIT_DOMAINS_<OPTION>  any option, as AUDIT_DOMAINS_FAIL_ON=review; a flag
                          is stronger, audit-domains.toml weaker
  NO_COLOR, FORCE_COLOR   colours off, on
  XDG_CONFIG_HOME, XDG_CACHE_HOME   where settings and caches lie
  SOURCE_DATE_EPOCH       rescreen: the second at which to judge
`;

const WIDTH = 80;

/** `audit-domains --help`, on one screen: examples first, commands, exit codes, environment. Options are one command on. */
export function helpTextOf(program: Command): string {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).map((command) => {
    const [about = ''] = command.description().split(/[;:(]/u, 1);
    return `  ${command.name().padEnd(11)} ${about.trimEnd()}`;
  });
  return `${[
    `Usage: audit-domains [options] [file…]\n       audit-domains <command> …\n`,
    `${wrap(program.description(), WIDTH)}\n`,
    `Examples:\n${EXAMPLES}`,
    `Options, the most used; all: audit-domains audit --help\n${OPTIONS}`,
    `Commands (audit-domains <command> --help):\n${commands.join('\n')}\n`,
    `Exit codes:\n${EXIT_CODES}`,
    `Environment:\n${ENVIRONMENT}`,
  ].join('\n')}`;
}
