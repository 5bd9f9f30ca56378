import type { Decision } from '../../utils/notices/interface.ts';

type Language = 'en' | 'de' | 'fr';

const TEXTS: Record<Language, Record<Decision['redress'][number]['kind'], string>> = {
  en: {
    complaint:
      'You can complain to us free of charge, electronically, within six months of this decision (Regulation (EU) 2022/2065, Art. 20). A person who did not take this decision answers wherever there is one.',
    'out-of-court':
      'You can turn to any out-of-court dispute settlement body that a Digital Services Coordinator has certified; the European Commission publishes the list (Art. 21).',
    court: 'You can go to court at any time.',
  },
  de: {
    complaint:
      'Sie können sich innerhalb von sechs Monaten nach dieser Entscheidung kostenlos und elektronisch bei uns beschweren (Verordnung (EU) 2022/2065, Art. 20). Es antwortet, wo möglich, jemand, der diese Entscheidung nicht getroffen hat.',
    'out-of-court':
      'Sie können sich an jede außergerichtliche Streitbeilegungsstelle wenden, die ein Koordinator für digitale Dienste zugelassen hat; die Europäische Kommission veröffentlicht die Liste (Art. 21).',
    court: 'Sie können jederzeit ein Gericht anrufen.',
  },
  fr: {
    complaint:
      'Vous pouvez introduire une réclamation auprès de nous, gratuitement et par voie électronique, dans les six mois suivant cette décision (règlement (UE) 2022/2065, art. 20). Une personne qui n’a pas pris cette décision vous répond dès que possible.',
    'out-of-court':
      'Vous pouvez vous adresser à tout organe de règlement extrajudiciaire des litiges certifié par un coordinateur pour les services numériques ; la Commission européenne en publie la liste (art. 21).',
    court: 'Vous pouvez saisir un tribunal à tout moment.',
  },
};

/** Where the Commission lists the certified bodies. */
const BODIES = 'https://digital-strategy.ec.europa.eu/en/policies/dsa-out-court-dispute-settlement';

/** Where somebody who disagrees can turn after a decision, in the notice's language where it is one of these. */
export function redressAfter(
  about: 'notice' | 'complaint',
  language: string,
  complaintUntil: string,
): Decision['redress'] {
  const code = language.slice(0, 2).toLowerCase();
  const texts = TEXTS[code === 'de' || code === 'fr' ? code : 'en'];
  return [
    ...(about === 'notice'
      ? [{ kind: 'complaint' as const, text: texts.complaint, url: null, until: complaintUntil }]
      : []),
    { kind: 'out-of-court', text: texts['out-of-court'], url: BODIES, until: null },
    { kind: 'court', text: texts.court, url: null, until: null },
  ];
}
