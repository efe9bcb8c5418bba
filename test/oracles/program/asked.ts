import { command, PROGRAM } from './programTarget.js';
import type { Target } from '../../../src/oracles/index.js';
import { int, text, type WireValue } from '../../../src/wire/index.js';
import { Told } from '../history.js';

/** A literal history with a program that answers as the rules say. */
export class Asked extends Told {
  constructor(target: Target = PROGRAM) {
    super(target);
  }

  list(id: string, engine: WireValue = text('e'), limit: WireValue = int(5)): this {
    return this.send('control', command('list', { requestId: text(id), engine, limit }), { tag: 'list' });
  }

  probeControl(id: string = 'p'): this {
    return this.probe('control', command('list', { requestId: text(id), engine: text(''), limit: int(0) }));
  }

  listed(id: string, engine: unknown = 'e', limit: unknown = 5): this {
    return this.json({ op: 'listed', request_id: id, metadata: { engine, limit } });
  }

  probed(id: string = 'p'): this {
    return this.listed(id, '', 0);
  }

  called(id: string, value: unknown, code: string = 'ok'): this {
    return this.json({
      op: 'function-call-result',
      function_call_id: id,
      return_value: value,
      status: { code },
      found: true,
    });
  }

  completed(id: string | null = null): this {
    return this.json({ op: 'completed-run', run_id: id });
  }
}
