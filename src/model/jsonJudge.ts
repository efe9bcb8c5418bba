import { show, text, type Json } from '../wire/index.js';
import type { JsonConformance } from './conformsJson.js';
import { DEPTH_MAX } from './limits.js';
import type { Plan } from './plan.js';
import { renderPath, type Step } from './steps.js';

/** Judges one value; false when it breaks its type, and all is decided. */
export type JudgeValue = (judge: Judge, json: Json, plan: Plan) => boolean;

/** One pass over a document: where it stands, and what it found. */
export class Judge {
  /** The way back in, for containers. */
  readonly value: JudgeValue;
  readonly steps: Step[] = [];
  level = 0;
  broken: Extract<JsonConformance, { readonly kind: 'breaks' }> | null = null;
  unknown: string | null = null;

  constructor(value: JudgeValue) {
    this.value = value;
  }

  /** Notes that something here breaks the type. */
  breaks(expected: string, actual: string): false {
    const path = renderPath(this.steps, this.level) ?? '$';
    this.broken ??= { kind: 'breaks', path, expected, actual };
    return false;
  }

  /** Notes that only Python can know whether something here breaks the type. */
  doubt(because: string): true {
    this.unknown ??= because;
    return true;
  }

  /** Judges a value one step away. */
  at(step: Step, json: Json, plan: Plan): boolean {
    if (this.level >= DEPTH_MAX) return this.doubt(`nested more than ${DEPTH_MAX} deep`);
    return this.within(step, () => this.value(this, json, plan));
  }

  /** Looks at something one step away. */
  within<Found>(step: Step, look: () => Found): Found {
    this.steps[this.level++] = step;
    const found = look();
    this.level--;
    return found;
  }
}

/** A value for people: its kind, and scalars themselves, cut when long. */
export function shownJson(json: Json): string {
  switch (json.kind) {
    case 'nil':
      return 'null';
    case 'bool':
      return String(json.value);
    case 'int':
      return `int ${cut(String(json.value))}`;
    case 'float':
      return `float ${cut(json.source)}`;
    case 'str':
      return `str ${show(text(json.value), 60)}`;
    case 'array':
      return `array of ${json.items.length}`;
    case 'object':
      return `object of ${json.entries.length}`;
  }
}

function cut(digits: string): string {
  return digits.length <= 40 ? digits : `${digits.slice(0, 40)}... (${digits.length} characters)`;
}
