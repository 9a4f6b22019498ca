/** What a shell can complete: commands, each with its options. */
export interface CompletionTree {
  readonly name: string;
  readonly commands: readonly {
    readonly name: string;
    readonly about: string;
    readonly options: readonly { readonly names: readonly string[]; readonly about: string }[];
  }[];
  /** The command whose options count when none is named. */
  readonly fallback: string;
}

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** The script, or null for a shell that is none of SHELLS. It starts no program at a key press. */
export function scriptFor(shell: string, tree: CompletionTree): string | null {
  switch (SHELLS.find((known) => known === shell)) {
    case 'bash':
      return bash(tree);
    case 'zsh':
      return zsh(tree);
    case 'fish':
      return fish(tree);
    case 'powershell':
      return powershell(tree);
    case undefined:
      return null;
  }
}

type CommandEntry = CompletionTree['commands'][number];

const optionNames = ({ options }: CommandEntry): string => options.flatMap(({ names }) => names).join(' ');
const singleQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const fallbackOf = ({ commands, fallback }: CompletionTree): readonly CommandEntry[] =>
  commands.filter(({ name }) => name === fallback);

function bash(tree: CompletionTree): string {
  const cases = tree.commands.map((command) => `    ${command.name}) words='${optionNames(command)}' ;;`);
  const fallback = fallbackOf(tree).map(optionNames).join(' ');
  return `# bash completion of ${tree.name}; source it, or put it into bash_completion.d
_${identifier(tree)}() {
  local current=\${COMP_WORDS[COMP_CWORD]} words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words='${fallback}' ;;
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W '${tree.commands.map(({ name }) => name).join(' ')}' -- "$current") $(compgen -f -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _${identifier(tree)} ${tree.name}
`;
}

function zsh(tree: CompletionTree): string {
  const commands = tree.commands.map(({ name, about }) => `    ${singleQuoted(`${name}:${about}`)}`);
  const described = (command: CommandEntry): string =>
    command.options
      .flatMap(({ names, about }) => names.map((name) => singleQuoted(`${name}[${about.replace(/[[\]:]/g, ' ')}]`)))
      .join(' ');
  const cases = tree.commands.map(
    (command) => `    ${command.name}) _arguments ${described(command)} '*:file:_files' ;;`,
  );
  return `#compdef ${tree.name}
# zsh completion of ${tree.name}; put it into a folder of $fpath as _${tree.name}
_${identifier(tree)}() {
  local -a commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    _files
    return
  fi
  case $words[2] in
${cases.join('\n')}
    *) _arguments ${fallbackOf(tree).map(described).join(' ')} '*:file:_files' ;;
  esac
}
compdef _${identifier(tree)} ${tree.name}
`;
}

function fish(tree: CompletionTree): string {
  const names = tree.commands.map(({ name }) => name).join(' ');
  const lines = tree.commands.flatMap((command) => {
    const here =
      command.name === tree.fallback
        ? `not __fish_seen_subcommand_from ${names.replace(/\baudit\b ?/, '')}`
        : `__fish_seen_subcommand_from ${command.name}`;
    return [
      `complete -c ${tree.name} -n __fish_use_subcommand -a ${command.name} -d ${singleQuoted(command.about)}`,
      ...command.options.map(({ names: flags, about }) => {
        const given = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        return `complete -c ${tree.name} -n '${here}' ${given.join(' ')} -d ${singleQuoted(about)}`;
      }),
    ];
  });
  return `# fish completion of ${tree.name}; save it as ~/.config/fish/completions/${tree.name}.fish\n${lines.join('\n')}\n`;
}

function powershell(tree: CompletionTree): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;
  const options = tree.commands.map(
    (command) => `    ${quoted(command.name)} = ${list(command.options.flatMap(({ names }) => names))}`,
  );
  return `# PowerShell completion of ${tree.name}; add it to $PROFILE
Register-ArgumentCompleter -Native -CommandName ${tree.name} -ScriptBlock {
  param($word, $ast, $position)
  $commands = ${list(tree.commands.map(({ name }) => name))}
  $options = @{
${options.join('\n')}
  }
  $given = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $command = if ($given.Count -gt 0 -and $options.ContainsKey($given[0])) { $given[0] } else { ${quoted(tree.fallback)} }
  $words = if ($word.StartsWith('-')) { $options[$command] } elseif ($given.Count -le 1) { $commands } else { @() }
  $words | Where-Object { $_.StartsWith($word) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

const identifier = ({ name }: CompletionTree): string => name.replaceAll('-', '_');
