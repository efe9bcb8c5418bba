import type { Terminal } from './terminal.js';
export async function doctor(terminal: Terminal): Promise<number> {
  terminal.print('');
  return Promise.resolve(0);
}
