declare const CROSSMODAL_VERSION: string | undefined;

/** Of Crossmodal; "development" where nothing was built. */
export const VERSION = typeof CROSSMODAL_VERSION === 'string' ? CROSSMODAL_VERSION : 'development';
