/** Keeps the process busy for ever, so that neither its event loop nor its sockets are served any more. */
export function hangIf(condition: boolean): void {
  if (condition) {
    for (;;) {
      // Nothing: that is the bug.
    }
  }
}
