import { updateLists } from '../../../src/lists/update.ts';
import { sentInto, smallReader, UN_DOCUMENT } from './small-lists.ts';

/** `node endless.ts <base> <to>`: one renewal after the other, a line for each, until it is killed. */
const [, , base = '', to = ''] = process.argv;
for (let turn = 0; ; turn += 1) {
  const [renewal] = await updateLists({
    base,
    to,
    readers: [smallReader()],
    fetch: async (_, __, folder) => sentInto(folder, `${UN_DOCUMENT}<!-- ${process.pid} ${turn} -->`),
    acceptShrink: true,
    program: '1',
    now: () => new Date(),
    signal: new AbortController().signal,
    onUnsound: (reason) => process.stdout.write(`unsound ${reason}\n`),
    onRenewal: () => undefined,
  });
  process.stdout.write(`${renewal?.outcome}\n`);
}
