import type { ListReader } from './reader.ts';
import { canada } from './readers/ca-xml.ts';
import { ofacConsolidated, ofacSdn } from './readers/ofac-xml.ts';
import { unitedNations } from './readers/un-xml.ts';

/** Every list that `lists update` can renew, in the order in which it is asked for. */
export const LIST_READERS: readonly ListReader[] = [ofacSdn, ofacConsolidated, unitedNations, canada];
