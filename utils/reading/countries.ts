/**
 * Countries that goods and traders come from, by what pages call them in the languages read here. A table, for
 * `Intl.DisplayNames` takes a browser 10 ms to start.
 */
const COUNTRIES = `CN China|Mainland China|Chine|Cina|Chiny|Kína|Čína|中国|Китай
HK Hong Kong|Hongkong|Hong Kong SAR China
TW Taiwan
GB United Kingdom|UK|Great Britain|Vereinigtes Königreich|Großbritannien|Royaume-Uni|Regno Unito|Reino Unido|Wielka Brytania|Verenigd Koninkrijk|England|Storbritannien
US United States|USA|United States of America|Vereinigte Staaten|Vereinigte Staaten von Amerika|États-Unis|Stati Uniti|Estados Unidos|Stany Zjednoczone|Verenigde Staten
DE Germany|Deutschland|Allemagne|Germania|Alemania|Alemanha|Niemcy|Duitsland|Tyskland|Germany (Federal Republic)
FR France|Frankreich|Francia|França|Francja|Frankrijk|Frankrike
IT Italy|Italien|Italie|Italia|Itália|Włochy|Italië
ES Spain|Spanien|Espagne|Spagna|España|Espanha|Hiszpania|Spanje
PL Poland|Polen|Pologne|Polonia|Polónia|Polska
NL Netherlands|The Netherlands|Niederlande|Pays-Bas|Paesi Bassi|Países Bajos|Holandia|Nederland
BE Belgium|Belgien|Belgique|Belgio|Bélgica|Belgia|België
AT Austria|Österreich|Autriche|Oostenrijk
CH Switzerland|Schweiz|Suisse|Svizzera|Suiza|Szwajcaria
CZ Czech Republic|Czechia|Tschechien|Tschechische Republik|République tchèque|Repubblica Ceca|República Checa|Czechy|Česko
SK Slovakia|Slowakei|Slovaquie|Słowacja|Slovensko
HU Hungary|Ungarn|Hongrie|Ungheria|Hungría|Węgry|Magyarország
RO Romania|Rumänien|Roumanie|România|Rumania|Rumunia
BG Bulgaria|Bulgarien|Bulgarie|България
GR Greece|Griechenland|Grèce|Grecia|Grecja|Ελλάδα
PT Portugal|Portogallo|Portugalia
IE Ireland|Irland|Irlande|Irlanda|Irlandia
SE Sweden|Schweden|Suède|Svezia|Suecia|Szwecja|Sverige
DK Denmark|Dänemark|Danemark|Danimarca|Dinamarca|Dania|Danmark
FI Finland|Finnland|Finlande|Finlandia|Suomi
NO Norway|Norwegen|Norvège|Norge
LT Lithuania|Litauen|Lituanie|Lituania|Litwa|Lietuva
LV Latvia|Lettland|Lettonie|Lettonia|Łotwa|Latvija
EE Estonia|Estland|Estonie|Eesti
SI Slovenia|Slowenien|Slovénie|Slovenija
HR Croatia|Kroatien|Croatie|Hrvatska
LU Luxembourg|Luxemburg|Lussemburgo
CY Cyprus|Zypern|Chypre
MT Malta
UA Ukraine|Ucraina|Ucrania|Ukraina|Україна
RU Russia|Russian Federation|Russland|Россия
TR Turkey|Türkiye|Türkei|Turquie|Turchia|Turquía|Turcja
IN India|Indien|Inde
JP Japan|Japon|Giappone|Japón|日本
KR Korea|South Korea|Korea, South|Südkorea
IL Israel|Israël
AU Australia|Australien
CA Canada|Kanada
TH Thailand
VN Vietnam
SG Singapore
MY Malaysia
ID Indonesia
PK Pakistan
BR Brazil|Brasil
MX Mexico|México
AE United Arab Emirates`;

let codes: Map<string, string> | undefined;
const known = () =>
  (codes ??= new Map(
    COUNTRIES.split('\n').flatMap((line) => {
      const code = line.slice(0, 2);
      return [
        [code, code],
        ...line
          .slice(3)
          .split('|')
          .map((name) => [name.toLowerCase(), code]),
      ] as [string, string][];
    }),
  ));

/** ISO 3166-1 alpha-2 of the country that a place ends in: "Rancho Cucamonga, United States", "Deutschland", "CN". */
export function countryOf(place: string | undefined): string | undefined {
  const parts = place?.slice(-200).split(/[,;\n]/) ?? [];
  const last = parts.at(-1)?.trim().replace(/\.$/, '').toLowerCase() ?? '';
  // A code counts only by itself: "San Jose, CA" is not in Canada.
  if (parts.length === 1 && known().has(place?.trim() ?? '')) return known().get(place?.trim() ?? '');
  return known().get(last) ?? known().get(`${parts.at(-2)?.trim().toLowerCase()}, ${last}`);
}
