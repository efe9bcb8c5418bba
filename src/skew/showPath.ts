import type { Path, Step } from './path.js';

/** A path as people say it: `ModelCommand.buffers item`, `channel control, frame 0 member 3`. */
export function showPath(path: Path): string {
  switch (path.kind) {
    case 'schema':
      return 'the schema';
    case 'record':
      return path.record;
    case 'field':
      return `${path.record}.${path.field}`;
    case 'channel':
      return `channel ${path.channel}`;
    case 'frame':
      return `channel ${path.channel}, frame ${path.index}`;
    case 'startup':
      return 'the startup document';
    case 'type':
      return [showPath(path.of), ...path.steps.map(showStep)].join(' ');
  }
}

function showStep(step: Step): string {
  return step.kind === 'member' || step.kind === 'element' ? `${step.kind} ${step.index}` : step.kind;
}
