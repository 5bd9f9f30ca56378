import type { FormPart } from '../contacts.ts';

/**
 * What fields of report forms are called, in English, German, French, Spanish, Italian, Dutch, Polish, Portuguese and
 * Romanian: folded to plain lower-case letters. A space stands for the beginning or end of a word. Tried in this order:
 * a "name of the product" is no name of a person.
 */
const WORDS: readonly (readonly [FormPart | 'none', string])[] = [
  [
    'none',
    `captcha| otp |passwor|kennwort|mot de passe|contrasena|haslo|wachtwoord|token|csrf|coupon|voucher|gutschein| search
      | suche| recherche|buscar| cerca |zoek| szukaj|phone|telefon|telefoon| tel | mobile | iban |newsletter| company
      | firma| societe|empresa|azienda|bedrijf| date of| datum|postcode|postal| zip | plz | city | stadt | order n
      | order id|bestellnummer|numero de commande|user name|username| login|benutzername|nom d utilisateur|nickname`,
  ],
  [
    'email',
    `e mail|email| mail |courriel|correo|adresse electronique|adres elektroniczny|posta elettronica|adresa de mail`,
  ],
  [
    'url',
    ` url| link|web address|webadresse|internetadresse|address of the|location of|fundstelle|speicherort|adresse des
      |adresse der seite|adresse du|adresse de l|adresse de la page|lien |enlace|direccion|indirizzo web|indirizzo del
      |webadres|locatie|adres strony|adres oferty|endereco|adresa pagin`,
  ],
  [
    'item',
    `item n|item id|item number|product id|product number|listing id|listing number|offer id|offer number| asin | sku 
      |artikelnummer|artikel nr|angebotsnummer|produktnummer|numero de l article|numero de produit|reference du produit
      |numero de articulo|id del producto|numero articolo|codice prodotto|codice articolo|productnummer|numer oferty
      |numer produktu|numer przedmiotu|codigo do produto|cod produs`,
  ],
  [
    'seller',
    `seller|vendor|trader|merchant|store name|shop name|verkaufer|handler|vendeur|nom de la boutique|vendedor|venditore
      |verkoper|winkelnaam|sprzedawc|sprzedajac|vanzator`,
  ],
  [
    'title',
    `product name|name of the product|item name|listing title|product title|title of|produktname|artikelname
      |artikelbezeichnung|produktbezeichnung|nom du produit|titre de l annonce|nombre del producto|nome del prodotto
      |productnaam|nazwa produktu|nazwa oferty|nome do produto|numele produsului`,
  ],
  [
    'law',
    `which law|legal basis|legal ground| law or | laws |legal provision|rechtsgrundlage|gesetz|rechtsvorschrift
      |base legale|base juridique|quelle loi|disposition legale|base legal|fundamento juridico| norma |base giuridica
      |wettelijke grondslag|rechtsgrond|podstawa prawna|temei legal|temeiul juridic`,
  ],
  ['subject', `subject|betreff|objet |asunto|oggetto|onderwerp|temat|assunto|subiect`],
  [
    'explanation',
    `explanation|explain|description|describe|reason|details|message|comment|anything else|substantiat|why |what is wrong
      |what s wrong|begrundung|begrunden|erlauterung|erlautern|beschreib|nachricht|kommentar|grund |warum|details
      |explication|expliquez|decrivez|motif|raison|pourquoi|commentaire|precisez|descripcion|describa|motivo|explique
      |mensaje|comentario|descrizione|descrivi|spiega|motivazione|messaggio|toelichting|uitleg|omschrijving|reden
      |bericht| opis|uzasadnienie|wyjasnienie|powod|wiadomosc|descricao|descreva|mensagem|descriere|motivul|explicatie`,
  ],
  [
    'name',
    `your name|full name|first and last name|name of notifier|notifier|reporter| name |ihr name|vor und nachname
      |vollstandiger name|nom complet|nom et prenom|prenom et nom|votre nom| nombre y apellidos|nombre completo| nombre 
      |nome completo|nome e cognome|il tuo nome|uw naam|volledige naam| naam |imie i nazwisko|o seu nome| nome |nume si
      |numele dvs|nume complet`,
  ],
];

/** Half a name is not the name: these are left to the person. */
const HALF =
  / first name|given name| last name|surname|family name|vorname| nachname|familienname|prenom|nom de famille|apellid|cognome|voornaam|achternaam| imie | nazwisko|sobrenome|prenume/;

const table = WORDS.map(
  ([part, words]) => [part, words.split('|').map((word) => word.replace(/\s*\n\s*/g, ''))] as const,
);

/** Small letters without accents, words apart: "E-Mail-Adresse" and "emailAddress" become " e mail adresse " and " email address ". */
const folded = (text: string): string =>
  ` ${text
    .slice(0, 300)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/**
 * The part of a notice that a field with these names asks for, the most telling name first (label, placeholder, name
 * attribute); `none` for a field that is surely for something else, null where nothing is known.
 */
export function partNamed(names: readonly string[]): FormPart | 'none' | null {
  for (const name of names.map(folded)) {
    const found = table.find(([, words]) => words.some((word) => name.includes(word)))?.[0];
    if (found === 'name' && HALF.test(name) && !/ (?:und|et|and|y|e|i|si) /.test(name)) return 'none';
    if (found) return found;
    if (HALF.test(name)) return 'none';
  }
  return null;
}
