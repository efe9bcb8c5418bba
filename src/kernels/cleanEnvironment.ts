const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR'] as const;

/**
 * The environment of a kernel: four harmless variables of the host's own, and what is added on purpose. Secrets in
 * the host's environment must not reach a process that is made to say all it knows.
 */
export function cleanEnvironment(added: Readonly<Record<string, string>> = {}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) {
      environment[name] = value;
    }
  }
  return { ...environment, ...added };
}
