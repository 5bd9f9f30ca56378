/**
 * The sentences of a notice around what the packs say, in every language the packs speak; `$1`, `$2` are put in by
 * `say`. They are apart from the interface's texts because a notice is written in the language of who reads it, which
 * need not be the person's.
 */
export interface Phrases {
  about: string;
  /** $1 is how many listings. */
  aboutMany: string;
  /** $1 is the place among them, $2 the title. */
  nth: string;
  item: string;
  gtin: string;
  seller: string;
  variant: string;
  /** $1 is the time, in UTC. */
  read: string;
  /** Where the words stand; $1 is the quotations, of `attribute` the name and $2 the quotations. */
  title: string;
  description: string;
  category: string;
  attribute: string;
  variants: string;
  brand: string;
  model: string;
  sellerName: string;
  safetyInformation: string;
  page: string;
  /** $1 is the place of a listing among several, $2 the sentence on it. */
  inListing: string;
  /** $1 is an authority's words, $2 the address they stand at. */
  alert: string;
  disguised: string;
  law: string;
  lawPossibly: string;
  article: string;
  conclusion: string;
  conclusionPossibly: string;
  /** $1 is the rule, $2 its pack. */
  rule: string;
  basis: string;
  quote: string;
}

const PHRASES = {
  en: {
    about: 'This notice is about the listing $1.',
    aboutMany: 'This notice is about $1 listings of one trader.',
    nth: 'Listing $1: $2.',
    item: 'Item number: $1.',
    gtin: 'Product number (GTIN): $1.',
    seller: 'Seller: $1.',
    variant: 'Only this variant is meant: $1.',
    read: 'As read on $1.',
    title: 'The title says $1.',
    description: 'The description says $1.',
    category: 'The listing is filed under $1.',
    attribute: 'Under $1 the listing says $2.',
    variants: 'Among the variants is $1.',
    brand: 'The brand is given as $1.',
    model: 'The model is given as $1.',
    sellerName: 'The seller is called $1.',
    safetyInformation: 'The safety information says $1.',
    page: 'The page says $1.',
    inListing: 'In listing $1: $2',
    alert: 'A public list of dangerous products says of this product: $1 ($2).',
    disguised: 'The words are written so that a filter does not find them.',
    law: 'Legal ground: $1.',
    lawPossibly: 'Possible legal ground: $1.',
    article: 'Art. $1',
    conclusion:
      'For these reasons I consider this offer to be against the law named and therefore illegal content (Regulation (EU) 2022/2065, Art. 3(h)).',
    conclusionPossibly:
      'For these reasons I believe that this offer may be against the law named and therefore illegal content (Regulation (EU) 2022/2065, Art. 3(h)).',
    rule: 'Found with the rule $1 ($2).',
    basis: 'This rests on what the listing says; the product itself was not examined.',
    quote: '“$1”',
  },
  de: {
    about: 'Diese Meldung betrifft das Angebot $1.',
    aboutMany: 'Diese Meldung betrifft $1 Angebote eines Händlers.',
    nth: 'Angebot $1: $2.',
    item: 'Artikelnummer: $1.',
    gtin: 'Produktnummer (GTIN): $1.',
    seller: 'Verkäufer: $1.',
    variant: 'Gemeint ist nur diese Variante: $1.',
    read: 'Gelesen am $1.',
    title: 'Im Titel steht $1.',
    description: 'In der Beschreibung steht $1.',
    category: 'Das Angebot ist eingeordnet unter $1.',
    attribute: 'Unter $1 steht im Angebot $2.',
    variants: 'Unter den Varianten ist $1.',
    brand: 'Als Marke ist angegeben $1.',
    model: 'Als Modell ist angegeben $1.',
    sellerName: 'Der Verkäufer nennt sich $1.',
    safetyInformation: 'In den Sicherheitshinweisen steht $1.',
    page: 'Auf der Seite steht $1.',
    inListing: 'In Angebot $1: $2',
    alert: 'In einer öffentlichen Liste gefährlicher Produkte steht zu diesem Produkt: $1 ($2).',
    disguised: 'Die Wörter sind so geschrieben, dass ein Filter sie nicht findet.',
    law: 'Rechtsgrundlage: $1.',
    lawPossibly: 'Mögliche Rechtsgrundlage: $1.',
    article: 'Art. $1',
    conclusion:
      'Aus diesen Gründen verstößt das Angebot nach meiner Auffassung gegen das genannte Recht und ist damit ein rechtswidriger Inhalt (Verordnung (EU) 2022/2065, Art. 3 Buchst. h).',
    conclusionPossibly:
      'Aus diesen Gründen kann das Angebot nach meiner Auffassung gegen das genannte Recht verstoßen und damit ein rechtswidriger Inhalt sein (Verordnung (EU) 2022/2065, Art. 3 Buchst. h).',
    rule: 'Gefunden mit der Regel $1 ($2).',
    basis: 'Dies stützt sich auf die Angaben im Angebot; das Produkt selbst wurde nicht untersucht.',
    quote: '„$1“',
  },
  fr: {
    about: 'Cette notification concerne l’annonce $1.',
    aboutMany: 'Cette notification concerne $1 annonces d’un même professionnel.',
    nth: 'Annonce $1 : $2.',
    item: 'Numéro d’article : $1.',
    gtin: 'Numéro de produit (GTIN) : $1.',
    seller: 'Vendeur : $1.',
    variant: 'Seule cette variante est visée : $1.',
    read: 'Lue le $1.',
    title: 'Le titre indique $1.',
    description: 'La description indique $1.',
    category: 'L’annonce est classée sous $1.',
    attribute: 'Sous $1, l’annonce indique $2.',
    variants: 'Parmi les variantes figure $1.',
    brand: 'La marque indiquée est $1.',
    model: 'Le modèle indiqué est $1.',
    sellerName: 'Le vendeur se nomme $1.',
    safetyInformation: 'Les informations de sécurité indiquent $1.',
    page: 'La page indique $1.',
    inListing: 'Dans l’annonce $1 : $2',
    alert: 'Une liste publique de produits dangereux dit de ce produit : $1 ($2).',
    disguised: 'Les mots sont écrits de sorte qu’un filtre ne les trouve pas.',
    law: 'Fondement juridique : $1.',
    lawPossibly: 'Fondement juridique possible : $1.',
    article: 'art. $1',
    conclusion:
      'Pour ces raisons, j’estime que cette offre est contraire au droit cité et constitue donc un contenu illicite (règlement (UE) 2022/2065, art. 3, point h).',
    conclusionPossibly:
      'Pour ces raisons, j’estime que cette offre peut être contraire au droit cité et constituer donc un contenu illicite (règlement (UE) 2022/2065, art. 3, point h).',
    rule: 'Trouvé avec la règle $1 ($2).',
    basis: 'Ceci repose sur ce que dit l’annonce ; le produit lui-même n’a pas été examiné.',
    quote: '« $1 »',
  },
  es: {
    about: 'Esta notificación se refiere al anuncio $1.',
    aboutMany: 'Esta notificación se refiere a $1 anuncios de un mismo comerciante.',
    nth: 'Anuncio $1: $2.',
    item: 'Número de artículo: $1.',
    gtin: 'Número de producto (GTIN): $1.',
    seller: 'Vendedor: $1.',
    variant: 'Se refiere solo a esta variante: $1.',
    read: 'Leído el $1.',
    title: 'El título dice $1.',
    description: 'La descripción dice $1.',
    category: 'El anuncio está clasificado en $1.',
    attribute: 'En $1 el anuncio dice $2.',
    variants: 'Entre las variantes figura $1.',
    brand: 'La marca indicada es $1.',
    model: 'El modelo indicado es $1.',
    sellerName: 'El vendedor se llama $1.',
    safetyInformation: 'La información de seguridad dice $1.',
    page: 'La página dice $1.',
    inListing: 'En el anuncio $1: $2',
    alert: 'Una lista pública de productos peligrosos dice de este producto: $1 ($2).',
    disguised: 'Las palabras están escritas de modo que un filtro no las encuentre.',
    law: 'Fundamento jurídico: $1.',
    lawPossibly: 'Posible fundamento jurídico: $1.',
    article: 'art. $1',
    conclusion:
      'Por estas razones considero que esta oferta es contraria al Derecho citado y constituye, por tanto, un contenido ilícito (Reglamento (UE) 2022/2065, art. 3, letra h).',
    conclusionPossibly:
      'Por estas razones considero que esta oferta puede ser contraria al Derecho citado y constituir, por tanto, un contenido ilícito (Reglamento (UE) 2022/2065, art. 3, letra h).',
    rule: 'Hallado con la regla $1 ($2).',
    basis: 'Esto se basa en lo que dice el anuncio; el producto en sí no se ha examinado.',
    quote: '«$1»',
  },
  it: {
    about: 'Questa segnalazione riguarda l’inserzione $1.',
    aboutMany: 'Questa segnalazione riguarda $1 inserzioni di uno stesso operatore commerciale.',
    nth: 'Inserzione $1: $2.',
    item: 'Numero dell’articolo: $1.',
    gtin: 'Numero del prodotto (GTIN): $1.',
    seller: 'Venditore: $1.',
    variant: 'Riguarda solo questa variante: $1.',
    read: 'Letta il $1.',
    title: 'Il titolo dice $1.',
    description: 'La descrizione dice $1.',
    category: 'L’inserzione è classificata in $1.',
    attribute: 'Alla voce $1 l’inserzione dice $2.',
    variants: 'Tra le varianti c’è $1.',
    brand: 'La marca indicata è $1.',
    model: 'Il modello indicato è $1.',
    sellerName: 'Il venditore si chiama $1.',
    safetyInformation: 'Le informazioni di sicurezza dicono $1.',
    page: 'La pagina dice $1.',
    inListing: 'Nell’inserzione $1: $2',
    alert: 'Un elenco pubblico di prodotti pericolosi dice di questo prodotto: $1 ($2).',
    disguised: 'Le parole sono scritte in modo che un filtro non le trovi.',
    law: 'Fondamento giuridico: $1.',
    lawPossibly: 'Possibile fondamento giuridico: $1.',
    article: 'art. $1',
    conclusion:
      'Per questi motivi ritengo che l’offerta sia contraria alle norme citate e costituisca quindi un contenuto illegale (regolamento (UE) 2022/2065, art. 3, lettera h).',
    conclusionPossibly:
      'Per questi motivi ritengo che l’offerta possa essere contraria alle norme citate e costituire quindi un contenuto illegale (regolamento (UE) 2022/2065, art. 3, lettera h).',
    rule: 'Trovato con la regola $1 ($2).',
    basis: 'Ciò si basa su quanto dice l’inserzione; il prodotto stesso non è stato esaminato.',
    quote: '«$1»',
  },
  nl: {
    about: 'Deze melding gaat over de aanbieding $1.',
    aboutMany: 'Deze melding gaat over $1 aanbiedingen van één handelaar.',
    nth: 'Aanbieding $1: $2.',
    item: 'Artikelnummer: $1.',
    gtin: 'Productnummer (GTIN): $1.',
    seller: 'Verkoper: $1.',
    variant: 'Alleen deze variant is bedoeld: $1.',
    read: 'Gelezen op $1.',
    title: 'In de titel staat $1.',
    description: 'In de beschrijving staat $1.',
    category: 'De aanbieding staat in de categorie $1.',
    attribute: 'Onder $1 staat in de aanbieding $2.',
    variants: 'Een van de varianten is $1.',
    brand: 'Als merk is opgegeven $1.',
    model: 'Als model is opgegeven $1.',
    sellerName: 'De verkoper noemt zich $1.',
    safetyInformation: 'In de veiligheidsinformatie staat $1.',
    page: 'Op de pagina staat $1.',
    inListing: 'In aanbieding $1: $2',
    alert: 'Een openbare lijst van gevaarlijke producten zegt over dit product: $1 ($2).',
    disguised: 'De woorden zijn zo geschreven dat een filter ze niet vindt.',
    law: 'Rechtsgrond: $1.',
    lawPossibly: 'Mogelijke rechtsgrond: $1.',
    article: 'art. $1',
    conclusion:
      'Om deze redenen is deze aanbieding volgens mij in strijd met het genoemde recht en dus illegale inhoud (Verordening (EU) 2022/2065, art. 3, punt h).',
    conclusionPossibly:
      'Om deze redenen kan deze aanbieding volgens mij in strijd zijn met het genoemde recht en dus illegale inhoud zijn (Verordening (EU) 2022/2065, art. 3, punt h).',
    rule: 'Gevonden met de regel $1 ($2).',
    basis: 'Dit berust op wat de aanbieding zegt; het product zelf is niet onderzocht.',
    quote: '“$1”',
  },
  pl: {
    about: 'Zgłoszenie dotyczy oferty $1.',
    aboutMany: 'Zgłoszenie dotyczy ofert jednego przedsiębiorcy (ich liczba: $1).',
    nth: 'Oferta $1: $2.',
    item: 'Numer artykułu: $1.',
    gtin: 'Numer produktu (GTIN): $1.',
    seller: 'Sprzedawca: $1.',
    variant: 'Chodzi tylko o ten wariant: $1.',
    read: 'Odczytano: $1.',
    title: 'W tytule podano $1.',
    description: 'W opisie podano $1.',
    category: 'Oferta znajduje się w kategorii $1.',
    attribute: 'W polu $1 oferta podaje $2.',
    variants: 'Wśród wariantów jest $1.',
    brand: 'Jako markę podano $1.',
    model: 'Jako model podano $1.',
    sellerName: 'Sprzedawca nazywa się $1.',
    safetyInformation: 'W informacjach o bezpieczeństwie podano $1.',
    page: 'Na stronie podano $1.',
    inListing: 'W ofercie $1: $2',
    alert: 'Publiczny wykaz produktów niebezpiecznych podaje o tym produkcie: $1 ($2).',
    disguised: 'Słowa zapisano tak, aby filtr ich nie znalazł.',
    law: 'Podstawa prawna: $1.',
    lawPossibly: 'Możliwa podstawa prawna: $1.',
    article: 'art. $1',
    conclusion:
      'Z tych powodów uważam, że oferta jest niezgodna z przywołanym prawem i stanowi nielegalne treści (rozporządzenie (UE) 2022/2065, art. 3 lit. h).',
    conclusionPossibly:
      'Z tych powodów uważam, że oferta może być niezgodna z przywołanym prawem i stanowić nielegalne treści (rozporządzenie (UE) 2022/2065, art. 3 lit. h).',
    rule: 'Znaleziono za pomocą reguły $1 ($2).',
    basis: 'Opiera się to na treści oferty; sam produkt nie został zbadany.',
    quote: '„$1”',
  },
} as const satisfies Record<string, Phrases>;

/** Languages a notice can be written in, ISO 639-1. */
export type NoticeLanguage = keyof typeof PHRASES;
export const NOTICE_LANGUAGES = Object.keys(PHRASES) as NoticeLanguage[];

/** The language of a notice nearest to one asked for (BCP 47); English where there is none. */
export function noticeLanguage(wanted: string): NoticeLanguage {
  const [primary] = wanted.toLowerCase().split('-');
  return NOTICE_LANGUAGES.find((language) => language === primary) ?? 'en';
}

/** One of the sentences, with what belongs into it. */
export type Say = (phrase: keyof Phrases, ...parts: string[]) => string;

/** The sentences of one language. What is put in is put in as it stands. */
export const phrasesIn = (language: NoticeLanguage): Say => {
  const phrases: Phrases = PHRASES[language];
  return (phrase, ...parts) =>
    phrases[phrase].replace(/\$(\d)/g, (_, place) => parts[Number(place) - 1] ?? '');
};
