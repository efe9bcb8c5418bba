/** A test that failed: the message is what the terminal would say. */
export class FuzzFailure extends Error {
  override readonly name = 'FuzzFailure';

  /**
   * @param site - made where the test was written, so that the failure points there and not into this package
   */
  constructor(message: string, site: Error) {
    super(message);
    const [, ...frames] = (site.stack ?? '').split('\n');
    this.stack = [`${this.name}: ${message}`, ...frames].join('\n');
  }
}
