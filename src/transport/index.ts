export { Outlet, type OutletOptions } from './outlet.js';
export { Inlet, type DrainOptions, type FrameHandler, type InletOptions } from './inlet.js';
export { TransportError, type TransportErrorKind } from './transportError.js';
export { badGreeting, couldJoin, type BadGreeting } from './greeting.js';
export { visitByTcp } from './stranger.js';
