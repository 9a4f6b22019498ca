/**
 * How long an answer may take before it is likely lost: the smoothed round trip and four times its variation (RFC 6298
 * §2), never under `floorMs`, and `ceilingMs` as long as nothing is known. Late answers still count, so being a little
 * impatient costs one more packet and no answer.
 */
export function roundTrip(floorMs: number, ceilingMs: number) {
  let smoothed = -1;
  let variation = 0;
  return {
    note: (ms: number): void => {
      if (smoothed < 0) {
        smoothed = ms;
        variation = ms / 2;
        return;
      }
      variation += (Math.abs(smoothed - ms) - variation) / 4;
      smoothed += (ms - smoothed) / 8;
    },
    patienceMs: (): number =>
      smoothed < 0 ? ceilingMs : Math.min(ceilingMs, Math.max(floorMs, smoothed + 4 * variation)),
  };
}
