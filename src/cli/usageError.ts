/** The command line asked for something that makes no sense. Exit code 3. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
