/** Name of the axis of a sweep that only says how much is chance. */
export const SEED_AXIS = 'seed';
