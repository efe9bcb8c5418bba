import { Arbitrary, Stream, Value, type Random } from 'fast-check';
import type { Schema } from '../schema/index.js';
import type { SendCase } from '../wire/index.js';
import { onWire } from './onWire.js';
import { Planner } from './planner.js';
import { simplerCases } from './simplerCases.js';
import type { Slot } from './slot.js';
import type { WorkloadOptions } from './workloadOptions.js';

/**
 * One case: many messages in a row, drawn by a swarm. Shrinks to fewer messages first, then to simpler ones; never to
 * none at all.
 */
export function workload(options: WorkloadOptions): Arbitrary<SendCase> {
  return new Workload(options);
}

/** What is remembered of a case in order to shrink it. */
interface Context {
  readonly slots: readonly Slot[];
  /** The attempt that helped last: the next ones begin there. */
  readonly from: number;
}

class Workload extends Arbitrary<SendCase> {
  readonly #planner: Planner;
  readonly #schema: Schema;

  constructor(options: WorkloadOptions) {
    super();
    this.#planner = new Planner(options);
    this.#schema = options.schema;
  }

  override generate(random: Random): Value<SendCase> {
    return this.#valueOf({ slots: this.#planner.slots(random), from: 0 });
  }

  override canShrinkWithoutContext(value: unknown): value is SendCase {
    void value;
    return false;
  }

  override shrink(_value: SendCase, context: unknown): Stream<Value<SendCase>> {
    return isContext(context)
      ? new Stream(simplerCases(context.slots, context.from)).map((simpler) => this.#valueOf(simpler))
      : Stream.nil();
  }

  #valueOf(context: Context): Value<SendCase> {
    return new Value({ steps: context.slots.map(({ made }) => onWire(this.#schema, made.value)) }, context);
  }
}

function isContext(context: unknown): context is Context {
  return typeof context === 'object' && context !== null && 'slots' in context;
}
