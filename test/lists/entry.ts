import type { ListedEntity } from '../../src/model/lists.ts';

/** An invented entry of a list; its list is what its id begins with. */
export function entry(id: string, rest: Partial<ListedEntity> = {}): ListedEntity {
  return {
    id,
    list: id.split(':')[0] ?? '',
    type: 'entity',
    name: 'Invented Harbour Trading',
    aliases: [],
    weakAliases: [],
    nativeNames: [],
    programs: [],
    measure: 'blocking',
    countries: [],
    websites: [],
    emails: [],
    sameAs: [],
    listedOn: null,
    url: '',
    ...rest,
  };
}
