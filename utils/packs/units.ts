/** Units a rule may name, by what they measure and what one of them is worth in that measure. */
export const UNITS = {
  mcg: ['mass', 0.001],
  mg: ['mass', 1],
  g: ['mass', 1e3],
  kg: ['mass', 1e6],
  lb: ['mass', 453_592],
  ml: ['volume', 1],
  l: ['volume', 1e3],
  mm: ['length', 1],
  cm: ['length', 10],
  m: ['length', 1e3],
  km: ['length', 1e6],
  'mg/ml': ['concentration', 1],
  /** Parts per million by weight, which is mg/kg. */
  ppm: ['share', 1],
  'mg/kg': ['share', 1],
  'mg/day': ['daily', 1],
  'iu/day': ['daily units', 1],
  percent: ['percent', 1],
  /** Per cent by volume, as for alcohol; also found as `percent`. */
  '%vol': ['strength', 1],
  iu: ['international units', 1],
  mW: ['power', 1],
  W: ['power', 1e3],
  mAh: ['charge', 1],
  Wh: ['energy stored', 1],
  joule: ['energy', 1],
  V: ['voltage', 1],
  kV: ['voltage', 1e3],
  nm: ['wavelength', 1],
  MHz: ['frequency', 1],
  'km/h': ['speed', 1],
  dB: ['loudness', 1],
  puffs: ['puffs', 1],
  hours: ['time', 1 / 24],
  days: ['time', 1],
  weeks: ['time', 7],
  /** A month is 30 days and a year twelve months, so that 36 months are 3 years. */
  months: ['time', 30],
  years: ['time', 360],
} as const satisfies Record<string, readonly [measure: string, worth: number]>;
export type Unit = keyof typeof UNITS;
export type Measure = (typeof UNITS)[Unit][0];

/** Words for units as texts write them, folded as fold.ts does, whatever their language. A unit's own name is found too. */
export const UNIT_WORDS: Partial<Record<Unit, string>> = {
  mcg: 'ug microgram micrograms mikrogramm mikrogram microgramme microgrammes microgramo microgramos microgrammi mikrogramow mikrogrammaa мкг μкг',
  mg: 'milligram milligrams milligramm milligramme milligrammes miligramo miligramos milligrammi milligrammo miligramu miligramow milligrammaa miligrama miligramai мг мгр миллиграмм χιλιοστογραμμα χιλιοστογραμμαρια χλγ',
  g: 'gr gram grams gramm gramme grammes gramo gramos grammi grammo gramow gramu gramy grama gramai grammaa γρ γραμμαρια гр г грама',
  kg: 'kgs kilot kilogrammot kilost kilogrami kilograme kilogramo kilograma kila kil кила kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos kilogrammi kilogramy kilogramow kilogramu kilogramus kilogramai kilogramov kilogrammaa chili chilo chilogrammi kila kiloa quilos cileagram кг кило килограма килограм килограми κιλα κιλο χλγρ',
  lb: 'lbs pound pounds livres libras libbre pfund funtow funtov фунта паунда λιβρεσ',
  ml: 'milliliter millilitre millilitres mililitro mililitros millilitri mililitrow mililitru мл χιλιοστολιτρα',
  l: 'liter liters litre litres litro litros litri litr litry litrow litru litraa ltr lt л литра литър λιτρα λιτρο',
  mm: 'millimeter millimetre millimetres milimetros millimetri milimetrow мм χιλιοστα',
  cm: 'centimeter centimeters centimetre centimetres centimetros centimetri centymetrow см εκ εκατοστα',
  km: 'км χλμ километра χιλιομετρα kilometer kilometers kilometrow',
  m: 'meter meters metre metres metros metri metrow μετρα метра',
  ppm: 'ppm',
  percent:
    'percent prozent procent procenta procenti procentow prozenten porcentaje percento szazalek prosenttia protsenti procentai процента процент',
  iu: 'ie ui ue ме jm tu',
  mW: 'milliwatt milliwatts milivatios мвт мв',
  W: 'watt watts wat vatios watow вт вата βατ',
  mAh: 'mah мач',
  Wh: 'wh wattstunden втч',
  joule: 'j joules julios dzuli джаула τζαουλ дж',
  V: 'volt volts voltios voltow волта βολτ',
  kV: 'kv kilovolt kilovolts',
  nm: 'nm нм nanometer nanometre',
  MHz: 'mhz мгц',
  'km/h': 'kmh kmph',
  dB: 'db decibel decibels dezibel decibelios decibel',
  puffs:
    'puff ievilkumu vilcienu baforadas tragadas bocanadas boccate aspirations inhalari hijsjes udaha udisaj всмуквания дърпания itraukimai puhvid zuge zug inhalationen bouffees bouffee caladas calada tiri zaciagniec zaciagniecia buchow trekjes trekken puxadas bloss hiir tahmfa potahu potiahnuti potahnuti sziv slukk pufuri fumuri вдишвания дръпки дръпвания εισπνοεσ ρουφηξιεσ slukkov dimov udihova puhvi traukimu dumi ievilkumi puhalluksia puffia zugen taffes taffe taffs taff bouffe inhalaciones tiro sbuffi buchy hijsen teugen teug inalacoes puxos puffuri drag sug hiv hiirta henkosta henkosia vetoa imua puhallusta sluku sluky slukov potahov tahov szivas szippantas slukkos τζουρεσ παφσ ρουφηξια пуфа пафа пуфове udisaja dimova povlacenja uvlacenja puffova vdihov potegov vlekov puffov tommet mahvi mahvid vilcieni ievilkumiem puffi itraukimu uztraukimu dumu pufu nifs nifsa puth puthanna tarraingt zaciagow puffar henkaysta henkayksen imaisua honkaysta',
  hours:
    'h std hour hours stunde stunden heure heures hora horas ora ore godzin godziny godz uur uren timer timmar tuntia часа час ωρεσ ωρα hodin hodiny ur sati stundas valandu valandos tundi ora orak uair',
  days: 'day days tag tage tagen jour jours dia dias giorno giorni dzien dni dag dagen dage dagar dagars dagers ден дни den dnu dny dien nap nappal napos zi zile paev paeva paevaga paiva paivaa paivassa diena dienas dienos dienu dienam dan dana dnevi μερα μερεσ ημερεσ ημερα laethanta jiem gurnata',
  weeks:
    'week woche wochen semaine semaines semana semanas settimana settimane tydzien tygodnie tygodni tygodniu tygodnia weken uge uger ugers vecka veckor veckors седмица седмици tyden tydny tydnu tyzden tyzdne tyzdnov tjedan tjedna tjedana teden tedna tednov tednih tednu het hetes saptamana saptamani nadal nadalat nadalaga viikko viikkoa viikossa nedela nedelas nedelam savaite savaites savaiciu εβδομαδα εβδομαδεσ seachtain seachtaine gimgha gimghat',
  months:
    'month monat monate monaten mois mes meses mese mesi miesiac miesiace miesiecy miesiaca maand maanden maaned maaneder manad manader mdr mnd mths mos месец месеца mesic mesice mesicu mesiac mesiace mesiacov mjesec mjeseca mjeseci mesec meseca mesecev honap honapos luna luni kuu kuud kuuga kuukausi kuukautta kuukaudessa menesi menesis menesiem menuo menesius menesiu μηνασ μηνα μηνεσ μηνων mi xahar xhur',
  years:
    'year yr yrs jahr jahre jahren ans annee annees ano anos anni anno rok roku lat lata jaar jaren ar aar god godina godine години година rokov roky leta let letih evek eves ev ani aasta aastat aastased vuosi vuotta vuotiaille gads gadi gadiem metai metu ετη ετων χρονια χρονων bliain bliana sena snin',
};

/** Words that say "a day" after an amount without a day word of their own. */
export const DAILY =
  'daily taglich quotidien quotidiennement diario diarios diaria giornaliero giornaliera dziennie dagelijks dagligen dagligt denne dnevno dnevne naponta zilnic paivittain paevas diena kasdien dnevna дневно ημερησιωσ';
/** What stands for an hour after "km/" alone: 65 km/t, 70 км/ч. */
export const HOURLY = 't u ч tim val st stunda ωρα o';
/** Words between an amount and what it is counted by. */
export const PER = 'per pro par por al je na a o on om za la на την ανα';
/** Words between the two ends of a range. */
export const TO = 'to bis a do til till tot до εωσ ate pana iki lidz kuni';
/** What follows a percentage that is of alcohol. */
export const STRENGTH = 'vol alc abv alk obj об';
