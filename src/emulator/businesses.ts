import { latin, type Culture } from './names.ts';

/** A customer of the made-up agency. */
export interface Business {
  readonly name: string;
  /** The language of most of its team; `mixed` has them all alike. */
  readonly culture: Culture | 'mixed';
  /** The host part of its e-mail addresses, at a domain reserved for examples. */
  readonly domain: string;
}

/** The place of a customer that tests and tours rely on; see README.md. */
export const PLACES = {
  /** A team of a few pages: the first row anybody opens. */
  typical: 0,
  /** About a quarter of all members. */
  large: 2,
  /** No member at all. */
  empty: 5,
  /** The customer's own token is not active. */
  inactiveToken: 9,
  /** One member. */
  single: 12,
} as const;

/** `name | language | e-mail host where the name gives none`. */
const named = `
Brightwater Dental Clinics | english
Clínica Santa Lucía | spanish
Meridian Language Schools | mixed
Pâtisserie Béranger & Fils | french
Maison Chevalier Immobilier | french
Atelier Hollis Interiors | english
Bäckerei Lindemann | german
Lotus & Saffron Catering | indian
Hotel Vista do Mar | portuguese | hotel-vista-do-mar
Księgarnia Pod Żaglami | polish
Cedar Ridge Veterinary | american
Trattoria D'Angelo | italian
Fjordlys Optikk | nordic
Anatolia Kilim House | turkish
مكتبة النور | arabic | maktabat-alnoor
Kensington Tutors | english
Lagos Fresh Market | nigerian
Bluebell Nursery School | english
Internationale Akademie für Gesundheit, Pflege und Rehabilitation Schwarzwald-Oberrhein | german | iagpr
Golden Gate Physiotherapy | american
Phở Sông Hồng | vietnamese | pho-song-hong
Аптека «Ромашка» | ukrainian | apteka-romashka
Himalaya Trekking Co. | indian
Óptica Nuñez | spanish
晨光国际学校 | chinese | chenguang-school
Sakura Travel さくら旅行 | japanese | sakura-travel
서울 피부과 의원 | korean | seoul-skin
Ελιά & Θάλασσα | greek | elia-thalassa
Estúdio Pilates Ipanema | portuguese
Nordlicht Reisen | german
Desert Rose Spa | arabic
Maple Leaf Immigration Advisers | american
Scuola di Musica Vivaldi | italian
Zielony Ogród | polish
Bosphorus Yacht Charter | turkish
Åkerman Cykel | nordic
Sunrise Diagnostics | indian
Casa Velázquez Flamenco | spanish
Whitfield & Doyle Solicitors | english
北海道スキースクール | japanese | hokkaido-ski
Adéyẹmí Couture | nigerian
Librairie du Vieux Port | french
Red Panda Robotics Club | chinese
Tierarztpraxis Seidel | german
Harbour & Pine Travel | english
Han River Music Academy | korean
Padaria Estrela da Manhã | portuguese
Saigon Scooter Rental | vietnamese
Fisioterapia Ferrari | italian
Riverside Montessori | american
Книгарня «Сова» | ukrainian | sova-books
Green Valley Eye Hospital | indian
Autoescuela Cortés | spanish
Cappadocia Balloon Tours | turkish
Thistle & Thyme Florists | english
Zahnarzt am Markt | german
Santorini Sailing School | greek
École de Danse Rousseau | french
Pracownia Ceramiki Glinka | polish
Al Noor Learning Centre | arabic
Northern Lights Cabins | nordic
Bamboo Garden Wellness | chinese
Palm Court Apartments | nigerian
Prairie Wind Pet Supply | american
Sartoria Romano | italian
Meera's Kathak Studio | indian
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((part) => part.trim()));

const BRANCHES = ['North', 'Old Town', 'Riverside', 'West End', 'Harbour', 'Hillside', 'Station', 'Garden'];

/** The business at a place of the customer list; beyond the named ones come branches of them. */
export function businessAt(place: number): Business {
  const [name = '', culture = 'mixed', host] = named[place % named.length] ?? [];
  const slug =
    host ??
    name
      .split(/[\s-]+/)
      .map(latin)
      .filter(Boolean)
      .join('-');
  const round = Math.floor(place / named.length);
  const branch = BRANCHES[(round - 1) % BRANCHES.length];
  if (branch === undefined)
    return { name, culture: culture as Business['culture'], domain: `${slug}.example` };
  return {
    name: `${name} ${branch}${round > BRANCHES.length ? ` ${Math.ceil(round / BRANCHES.length)}` : ''}`,
    culture: culture as Business['culture'],
    domain: `${slug}-${round}.example`,
  };
}
