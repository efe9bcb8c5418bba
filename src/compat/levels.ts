import type { Level } from '../skew/index.js';

/** All levels, worst first. */
export const LEVELS: readonly Level[] = ['breaks', 'loses', 'hazard', 'safe'];

/** How bad a level is: 0 is safe. */
export function rankOf(level: Level): number {
  return LEVELS.length - 1 - LEVELS.indexOf(level);
}

/** The worse of two levels. */
export function worse(left: Level, right: Level): Level {
  return rankOf(left) >= rankOf(right) ? left : right;
}
