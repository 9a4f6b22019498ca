import type { ListReader } from './reader.ts';
import { australia } from './readers/au-xlsx.ts';
import { canada } from './readers/ca-xml.ts';
import { switzerland } from './readers/ch-xml.ts';
import { euCsv } from './readers/eu-csv.ts';
import { euXml } from './readers/eu-xml.ts';
import { ofacConsolidatedAdvanced, ofacSdnAdvanced } from './readers/ofac-advanced.ts';
import { ofacConsolidatedCsv, ofacSdnCsv } from './readers/ofac-csv.ts';
import { ofacConsolidated, ofacSdn } from './readers/ofac-xml.ts';
import { openSanctionsCsv, openSanctionsFtm } from './readers/opensanctions.ts';
import { ukCsv } from './readers/uk-csv.ts';
import { ukXml } from './readers/uk-xml.ts';
import { unitedNations } from './readers/un-xml.ts';

/**
 * Every format that `lists update` reads, in the order in which the lists are asked for. Where a list has several, the first is
 * the one that is downloaded; a folder of files by hand is read by the first whose documents are all there.
 */
export const LIST_READERS: readonly ListReader[] = [
  ofacSdn,
  ofacSdnAdvanced,
  ofacSdnCsv,
  ofacConsolidated,
  ofacConsolidatedAdvanced,
  ofacConsolidatedCsv,
  unitedNations,
  ukCsv,
  ukXml,
  euXml,
  euCsv,
  australia,
  canada,
  switzerland,
  openSanctionsFtm,
  openSanctionsCsv,
];
