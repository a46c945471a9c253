const BETWEEN_LOOKS = 100;

/**
 * Looks again and again until the answer is neither false nor null nor undefined.
 * @throws Error naming `what` after `timeout` milliseconds
 */
export async function eventually<T>(
  what: string,
  timeout: number,
  look: () => Promise<T | false | null | undefined>,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited ${timeout / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
  }
}
