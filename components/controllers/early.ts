/** For listeners on the window that hear of an event before anybody else, and have no say in it. */
export const EARLY = { capture: true, passive: true };
