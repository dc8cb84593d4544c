/** Waits for something, and tells once if it takes longer than people expect. */
export async function withPatience<T>(work: Promise<T>, milliseconds: number, tell: () => void): Promise<T> {
  const timer = setTimeout(tell, milliseconds);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
