import type { Command } from 'commander';

/** What stands below the list of commands: the options of the default command, examples, exit codes. */
export function helpTextOf(program: Command): string {
  const audit = program.commands.find((command) => command.name() === 'audit');
  const help = audit?.helpInformation() ?? '';
  const options = help.slice(Math.max(0, help.indexOf('Options:'))).replace('Options:', 'Options of an audit:');
  return `\n${options}\n${EXAMPLES}\n${EXIT_CODES}`;
}

const EXAMPLES = `Examples:
  audit-domains demo                                  everything, against a pretend Internet on this machine
  audit-domains list.txt > report.csv                 a list, one domain a line
  cut -d, -f2 hosts.csv | audit-domains -             from a pipe
  audit-domains customers.csv -o report.csv -o report.jsonl --evidence evidence.jsonl
  audit-domains customers.csv --evidence evidence.jsonl --resume -o report.csv
  audit-domains rescreen evidence.jsonl -o today.csv  the saved evidence against today's lists
`;

const EXIT_CODES = `Exit codes:
  0 done, no row reached --fail-on    1 done, some row did    2 no audit: usage, input or lists
  3 incomplete: too many rows could not be checked            70 a bug   74 output could not be written
  130, 143 interrupted; the rows so far are whole             141 the reader closed the pipe
`;
