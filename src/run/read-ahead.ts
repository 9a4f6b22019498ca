/**
 * The same items in the same order, read up to `most` ahead of whoever takes them; each is shown to `seen` as it is read. A failure
 * of the source comes after the items before it.
 */
export async function* readAhead<T>(
  source: AsyncIterable<T>,
  most: number,
  seen: (item: T) => void,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const buffer: T[] = [];
  let [isOver, isReading] = [false, false];
  let failure: { readonly error: unknown } | null = null;
  let wake = (): void => undefined;
  const fill = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    try {
      while (!isOver && buffer.length < most) {
        const next = await iterator.next();
        if (next.done === true) isOver = true;
        else {
          buffer.push(next.value);
          seen(next.value);
        }
        wake();
      }
    } catch (error) {
      [isOver, failure] = [true, { error }];
    }
    isReading = false;
    wake();
  };
  try {
    for (;;) {
      void fill();
      const item = buffer.shift();
      if (item !== undefined) yield item;
      else if (isOver) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    const told: { readonly error: unknown } | null = failure;
    if (told !== null) throw (told as { readonly error: unknown }).error;
  } finally {
    const closed = isOver ? undefined : iterator.return?.();
    if (isReading) closed?.catch(() => undefined);
    else await closed;
  }
}
