/** Where a person looks an entry up: the publisher's entry page by id where there is one, else its search page. */
export function publisherUrl(list: string, id: string): string {
  if (id === '') return SEARCH[list] ?? '';
  const own = id.slice(id.indexOf(':') + 1);
  switch (list) {
    case 'us-ofac-sdn':
    case 'us-ofac-cons':
      return `https://sanctionssearch.ofac.treas.gov/Details.aspx?id=${encodeURIComponent(own)}`;
    case 'un':
      return 'https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list';
    case 'uk':
      return `https://search-uk-sanctions-list.service.gov.uk/designations/${encodeURIComponent(own)}`;
    case 'eu':
      return 'https://webgate.ec.europa.eu/fsd/fsf';
    case 'au':
      return 'https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list';
    case 'ca':
      return 'https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx';
    case 'ch':
      return 'https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html';
    default:
      return '';
  }
}

/** Where a person searches a list, when no entry is known. */
const SEARCH: Readonly<Record<string, string>> = {
  'us-ofac-sdn': 'https://sanctionssearch.ofac.treas.gov/',
  'us-ofac-cons': 'https://sanctionssearch.ofac.treas.gov/',
  uk: 'https://search-uk-sanctions-list.service.gov.uk/',
};
