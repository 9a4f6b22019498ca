/**
 * Asks once for each key: a second row of the same domain, while it is under way or among the last `size` domains
 * asked, gets the same promise. Bounded: the longest unused is forgotten, and then asked again.
 */
export function createOnce<Value>(size: number): (key: string, ask: () => Promise<Value>) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key, ask) => {
    const found = known.get(key);
    const answer = found ?? ask();
    known.delete(key);
    known.set(key, answer);
    if (known.size > size) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    return answer;
  };
}
