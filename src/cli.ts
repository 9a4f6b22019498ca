import { Command, CommanderError } from 'commander';
import { addAnnotateCommand } from './commands/annotate.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addConfigCommand } from './commands/config.ts';
import { type CommandContext, CommandError, EXIT } from './commands/context.ts';
import { addDecideCommand } from './commands/decide.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDiffCommand } from './commands/diff.ts';
import { addExplainCommand } from './commands/explain.ts';
import { helpTextOf } from './commands/help.ts';
import { addListsCommand } from './commands/lists.ts';
import { addManCommand } from './commands/man.ts';
import { addProvidersCommand } from './commands/providers.ts';
import { addRescreenCommand } from './commands/rescreen.ts';
import { addScreenCommand } from './commands/screen.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { toolVersion } from './settings/version.ts';

/** Commands in the order of the help. Each file is light; what it needs is imported when it runs. */
const COMMANDS = [
  addAuditCommand,
  addRescreenCommand,
  addExplainCommand,
  addScreenCommand,
  addDiffCommand,
  addDecideCommand,
  addVerifyCommand,
  addProvidersCommand,
  addListsCommand,
  addDemoCommand,
  addConfigCommand,
  addCompletionCommand,
  addManCommand,
  addAnnotateCommand,
] as const;

/** Errors that tell the user what to put right; whatever else is thrown is a bug of ours. */
const EXIT_OF_ERROR: Readonly<Record<string, number>> = {
  InputError: EXIT.noAudit,
  SettingsError: EXIT.noAudit,
  EvidenceFileError: EXIT.noAudit,
  DecisionsError: EXIT.noAudit,
  UnsoundListError: EXIT.noAudit,
  ReportReadError: EXIT.noAudit,
  OutputError: EXIT.outputFailed,
  JournalError: EXIT.outputFailed,
  PipeClosedError: EXIT.pipeClosed,
};

/** Commander ends `--help` and `--version` by an error, too. */
const HELPED: ReadonlySet<string> = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

const stop = new AbortController();
/** Set by Ctrl-C, SIGTERM or a closed pipe; stronger than what the command says. */
let overruled: number | null = null;
let usesStdin = false;

const context: CommandContext = {
  get stdin() {
    usesStdin = true;
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  signal: stop.signal,
};

/** Runs the command line. The exit code is set, never forced: what was written still reaches a slow reader. */
async function main(): Promise<void> {
  // Should the event loop run dry under an unfinished command, that is a bug and not a success.
  process.exitCode = EXIT.bug;
  watchSignals();
  watchStreams();
  process.exitCode = overruled ?? (await run());
  if (usesStdin) process.stdin.destroy();
}

async function run(): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync();
    return overruled ?? exitCode;
  } catch (error) {
    return overruled ?? told(error);
  }
}

function createProgram(finish: (exitCode: number) => void): Command {
  const program = new Command('audit-domains')
    .description('Who stands in front of a domain, who stands behind it, and is either on a sanctions list?')
    .version(toolVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)} See audit-domains --help.\n`) });
  for (const add of COMMANDS) add(program, context, finish);
  for (const command of program.commands) command.copyInheritedSettings(program);
  program.helpInformation = () => helpTextOf(program);
  return program;
}

/** `error: unknown option '--formt' (Did you mean --format?)` on one line, as a sentence. */
function oneLine(text: string): string {
  const words = text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `audit-domains: ${words.endsWith('.') || words.endsWith(')') ? words : `${words}.`}`;
}

/** Prints what went wrong, for its reader, and gives the exit code. */
function told(error: unknown): number {
  if (error instanceof CommanderError) return HELPED.has(error.code) ? EXIT.done : EXIT.noAudit;
  const known =
    error instanceof CommandError ? error.exitCode : EXIT_OF_ERROR[error instanceof Error ? error.name : ''];
  if (known === EXIT.pipeClosed) return known;
  if (known !== undefined && error instanceof Error) {
    process.stderr.write(`audit-domains: ${error.message}\n`);
    return known;
  }
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = process.argv.some((word) => word === '-v' || word === '--verbose');
  process.stderr.write(
    `audit-domains: a bug in this program: ${stack && error instanceof Error ? error.stack : words}\n`,
  );
  if (!stack) process.stderr.write('Run it again with --verbose and report what it prints.\n');
  return EXIT.bug;
}

function watchSignals(): void {
  const on = (name: 'SIGINT' | 'SIGTERM', exitCode: number): void => {
    process.on(name, () => {
      if (overruled === exitCode) process.exit(exitCode); // the second time: at once
      overruled = exitCode;
      stop.abort(new Error(name));
    });
  };
  on('SIGINT', EXIT.interrupted);
  on('SIGTERM', EXIT.terminated);
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(name, (error: unknown) => {
      overruled ??= told(error);
      stop.abort(new Error(name));
    });
  }
}

/** A reader that leaves (`| head`) ends the work quietly; a full disk behind stdout ends it with 74. */
function watchStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && overruled === null) {
      process.stderr.write(`audit-domains: cannot write standard output: ${error.message}\n`);
    }
    overruled ??= error.code === 'EPIPE' ? EXIT.pipeClosed : EXIT.outputFailed;
    process.exitCode = overruled;
    stop.abort(error);
  });
  process.stderr.on('error', () => undefined);
}

await main();
