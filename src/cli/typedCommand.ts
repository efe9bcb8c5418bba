/** The command as it was typed, for people; values given by `--env` may be secrets and are left out. */
export function typedCommand(args: readonly string[]): string {
  const shown = args.map((arg, at) => {
    const isValue = args[at - 1] === '--env';
    if (!isValue && !arg.startsWith('--env=')) return quoted(arg);
    return quoted(arg.replace(/^((?:--env=)?[^=]*=).*$/su, '$1***'));
  });
  return ['skewfuzz', ...shown].join(' ');
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./*-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
