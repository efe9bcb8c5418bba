let shared: AbortController | null = null;

/**
 * Aborted at the first Ctrl-C or SIGTERM, so that the run ends in order, tells what it has and leaves no kernel
 * behind. The second one ends the process at once.
 */
export function interruption(): AbortSignal {
  if (shared !== null) return shared.signal;
  const controller = (shared = new AbortController());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      process.stderr.write('\ninterrupted: ending the run (once more to end at once)\n');
      controller.abort();
    });
  }
  return controller.signal;
}
