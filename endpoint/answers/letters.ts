import type { Decision } from '../../utils/notices/interface.ts';

/**
 * What is written to a notifier, in the language of their notice where there is one of these, else in English.
 * Only facts about the notice: its number, when it came, what was decided and why (Art. 16(4) and (5), 20(5)).
 */
export type LetterEvent =
  | { kind: 'receipt' }
  | { kind: 'decision'; decision: Decision }
  | { kind: 'complaint-received' }
  | { kind: 'complaint-decision'; decision: Decision };

export interface LetterFacts {
  number: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  /** Web addresses of what was reported. */
  listings: readonly string[];
  /** Who runs the endpoint. */
  operator: string;
}

interface Words {
  locale: string;
  subject: Record<LetterEvent['kind'], string>;
  opening: Record<LetterEvent['kind'], string>;
  about: string;
  next: Partial<Record<LetterEvent['kind'], string>>;
  outcome: Record<Decision['outcome'], string>;
  measures: string;
  ground: string;
  law: string;
  contract: string;
  reasons: string;
  automated: Record<Decision['automatedDecision'], string>;
  redress: string;
  until: string;
  measure: Record<Decision['measures'][number], string>;
}

const WORDS: Record<'en' | 'de' | 'fr', Words> = {
  en: {
    locale: 'en-GB',
    subject: {
      receipt: 'Your notice {number} was received',
      decision: 'Decision on your notice {number}',
      'complaint-received': 'Your complaint about notice {number} was received',
      'complaint-decision': 'Decision on your complaint about notice {number}',
    },
    opening: {
      receipt: '{operator} received your notice {number} on {date}.',
      decision: '{operator} has decided on your notice {number} of {date}.',
      'complaint-received':
        '{operator} received your complaint about the decision on your notice {number} of {date}.',
      'complaint-decision':
        '{operator} has decided on your complaint about the decision on your notice {number} of {date}.',
    },
    about: 'It is about:',
    next: {
      receipt:
        'It will be examined, and the decision will be sent to you without undue delay (Regulation (EU) 2022/2065, Art. 16).',
      'complaint-received':
        'A person will examine it, and the answer will be sent to you without undue delay (Regulation (EU) 2022/2065, Art. 20).',
    },
    outcome: {
      acted: 'Something was done about what you reported.',
      'not-acted': 'Nothing was done about what you reported.',
    },
    measures: 'What was done: ',
    ground: 'Ground: ',
    law: 'illegal content, {reference}',
    contract: 'contrary to the terms of the contract, {reference}',
    reasons: 'Reasons:',
    automated: {
      AUTOMATED_DECISION_FULLY: 'The decision was taken by automated means.',
      AUTOMATED_DECISION_PARTIALLY: 'The decision was taken by a person with the help of automated means.',
      AUTOMATED_DECISION_NOT_AUTOMATED: 'The decision was taken by a person.',
    },
    redress: 'If you disagree:',
    until: 'until {date}',
    measure: {
      DECISION_VISIBILITY_CONTENT_REMOVED: 'removed',
      DECISION_VISIBILITY_CONTENT_DISABLED: 'access disabled',
      DECISION_VISIBILITY_CONTENT_DEMOTED: 'shown less prominently',
      DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED: 'shown to adults only',
      DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED: 'ordering and other interaction restricted',
      DECISION_VISIBILITY_CONTENT_LABELLED: 'labelled',
      DECISION_PROVISION_PARTIAL_SUSPENSION: 'the service to the trader suspended in part',
      DECISION_PROVISION_TOTAL_SUSPENSION: 'the service to the trader suspended',
      DECISION_PROVISION_PARTIAL_TERMINATION: 'the service to the trader ended in part',
      DECISION_PROVISION_TOTAL_TERMINATION: 'the service to the trader ended',
      DECISION_ACCOUNT_SUSPENDED: 'the trader’s account suspended',
      DECISION_ACCOUNT_TERMINATED: 'the trader’s account closed',
    },
  },
  de: {
    locale: 'de-DE',
    subject: {
      receipt: 'Ihre Meldung {number} ist eingegangen',
      decision: 'Entscheidung über Ihre Meldung {number}',
      'complaint-received': 'Ihre Beschwerde zur Meldung {number} ist eingegangen',
      'complaint-decision': 'Entscheidung über Ihre Beschwerde zur Meldung {number}',
    },
    opening: {
      receipt: '{operator} hat Ihre Meldung {number} am {date} erhalten.',
      decision: '{operator} hat über Ihre Meldung {number} vom {date} entschieden.',
      'complaint-received':
        '{operator} hat Ihre Beschwerde gegen die Entscheidung über Ihre Meldung {number} vom {date} erhalten.',
      'complaint-decision':
        '{operator} hat über Ihre Beschwerde gegen die Entscheidung über Ihre Meldung {number} vom {date} entschieden.',
    },
    about: 'Es geht um:',
    next: {
      receipt:
        'Sie wird geprüft, und die Entscheidung wird Ihnen unverzüglich mitgeteilt (Verordnung (EU) 2022/2065, Art. 16).',
      'complaint-received':
        'Ein Mensch wird sie prüfen, und die Antwort wird Ihnen unverzüglich mitgeteilt (Verordnung (EU) 2022/2065, Art. 20).',
    },
    outcome: {
      acted: 'Gegen das, was Sie gemeldet haben, wurde etwas unternommen.',
      'not-acted': 'Gegen das, was Sie gemeldet haben, wurde nichts unternommen.',
    },
    measures: 'Was getan wurde: ',
    ground: 'Grund: ',
    law: 'rechtswidriger Inhalt, {reference}',
    contract: 'Verstoß gegen die Vertragsbedingungen, {reference}',
    reasons: 'Begründung:',
    automated: {
      AUTOMATED_DECISION_FULLY: 'Die Entscheidung wurde automatisiert getroffen.',
      AUTOMATED_DECISION_PARTIALLY:
        'Die Entscheidung hat ein Mensch mit automatisierten Hilfsmitteln getroffen.',
      AUTOMATED_DECISION_NOT_AUTOMATED: 'Die Entscheidung hat ein Mensch getroffen.',
    },
    redress: 'Wenn Sie nicht einverstanden sind:',
    until: 'bis {date}',
    measure: {
      DECISION_VISIBILITY_CONTENT_REMOVED: 'entfernt',
      DECISION_VISIBILITY_CONTENT_DISABLED: 'Zugang gesperrt',
      DECISION_VISIBILITY_CONTENT_DEMOTED: 'herabgestuft',
      DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED: 'nur noch für Erwachsene sichtbar',
      DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED: 'Bestellen und andere Interaktionen eingeschränkt',
      DECISION_VISIBILITY_CONTENT_LABELLED: 'gekennzeichnet',
      DECISION_PROVISION_PARTIAL_SUSPENSION: 'der Dienst für den Händler teilweise ausgesetzt',
      DECISION_PROVISION_TOTAL_SUSPENSION: 'der Dienst für den Händler ausgesetzt',
      DECISION_PROVISION_PARTIAL_TERMINATION: 'der Dienst für den Händler teilweise beendet',
      DECISION_PROVISION_TOTAL_TERMINATION: 'der Dienst für den Händler beendet',
      DECISION_ACCOUNT_SUSPENDED: 'das Konto des Händlers ausgesetzt',
      DECISION_ACCOUNT_TERMINATED: 'das Konto des Händlers geschlossen',
    },
  },
  fr: {
    locale: 'fr-FR',
    subject: {
      receipt: 'Votre signalement {number} a été reçu',
      decision: 'Décision sur votre signalement {number}',
      'complaint-received': 'Votre réclamation sur le signalement {number} a été reçue',
      'complaint-decision': 'Décision sur votre réclamation concernant le signalement {number}',
    },
    opening: {
      receipt: '{operator} a reçu votre signalement {number} le {date}.',
      decision: '{operator} a pris une décision sur votre signalement {number} du {date}.',
      'complaint-received':
        '{operator} a reçu votre réclamation contre la décision sur votre signalement {number} du {date}.',
      'complaint-decision':
        '{operator} a pris une décision sur votre réclamation concernant votre signalement {number} du {date}.',
    },
    about: 'Il porte sur :',
    next: {
      receipt:
        'Il sera examiné, et la décision vous sera communiquée dans les meilleurs délais (règlement (UE) 2022/2065, art. 16).',
      'complaint-received':
        'Une personne l’examinera, et la réponse vous sera communiquée dans les meilleurs délais (règlement (UE) 2022/2065, art. 20).',
    },
    outcome: {
      acted: 'Une mesure a été prise contre ce que vous avez signalé.',
      'not-acted': 'Aucune mesure n’a été prise contre ce que vous avez signalé.',
    },
    measures: 'Ce qui a été fait : ',
    ground: 'Motif : ',
    law: 'contenu illicite, {reference}',
    contract: 'contraire aux conditions du contrat, {reference}',
    reasons: 'Motivation :',
    automated: {
      AUTOMATED_DECISION_FULLY: 'La décision a été prise par des moyens automatisés.',
      AUTOMATED_DECISION_PARTIALLY:
        'La décision a été prise par une personne à l’aide de moyens automatisés.',
      AUTOMATED_DECISION_NOT_AUTOMATED: 'La décision a été prise par une personne.',
    },
    redress: 'Si vous n’êtes pas d’accord :',
    until: 'jusqu’au {date}',
    measure: {
      DECISION_VISIBILITY_CONTENT_REMOVED: 'retiré',
      DECISION_VISIBILITY_CONTENT_DISABLED: 'accès bloqué',
      DECISION_VISIBILITY_CONTENT_DEMOTED: 'rétrogradé',
      DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED: 'montré aux adultes seulement',
      DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED: 'commandes et autres interactions restreintes',
      DECISION_VISIBILITY_CONTENT_LABELLED: 'étiqueté',
      DECISION_PROVISION_PARTIAL_SUSPENSION: 'le service au professionnel suspendu en partie',
      DECISION_PROVISION_TOTAL_SUSPENSION: 'le service au professionnel suspendu',
      DECISION_PROVISION_PARTIAL_TERMINATION: 'le service au professionnel résilié en partie',
      DECISION_PROVISION_TOTAL_TERMINATION: 'le service au professionnel résilié',
      DECISION_ACCOUNT_SUSPENDED: 'le compte du professionnel suspendu',
      DECISION_ACCOUNT_TERMINATED: 'le compte du professionnel fermé',
    },
  },
};

/** Listings named in a letter. */
const LISTINGS_NAMED = 10;

const wordsFor = (language: string): Words => {
  const code = language.slice(0, 2).toLowerCase();
  return code === 'de' || code === 'fr' ? WORDS[code] : WORDS.en;
};

/** `{name}` by its value; the values are not looked through again. */
const fill = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** Subject and text of a letter. The subject says nothing that came from outside but the number. */
export function writeLetter(
  event: LetterEvent,
  facts: LetterFacts,
  language: string,
): { subject: string; text: string } {
  const words = wordsFor(language);
  const date = (time: string) =>
    new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(time));
  const { number, operator } = facts;
  const values = { number, operator, date: date(facts.receivedAt) };
  const named = facts.listings.slice(0, LISTINGS_NAMED);
  const more = facts.listings.length - named.length;

  const parts = [
    fill(words.opening[event.kind], values),
    [words.about, ...named.map((url) => `  ${url}`), ...(more > 0 ? [`  … +${more}`] : [])].join('\n'),
    words.next[event.kind],
  ];
  if ('decision' in event) {
    const { outcome, measures, ground, groundReference, reasons, automatedDecision, redress } =
      event.decision;
    const reference = groundReference ?? '';
    parts.push(
      [
        words.outcome[outcome],
        measures.length > 0 && words.measures + measures.map((measure) => words.measure[measure]).join(', '),
        ground &&
          words.ground +
            fill(ground === 'DECISION_GROUND_ILLEGAL_CONTENT' ? words.law : words.contract, { reference }),
      ]
        .filter(Boolean)
        .join('\n'),
      `${words.reasons}\n${reasons}`,
      words.automated[automatedDecision],
      redress.length > 0
        ? [
            words.redress,
            ...redress.map(({ text, url, until }) =>
              [`- ${text}`, url && `  ${url}`, until && `  (${fill(words.until, { date: date(until) })})`]
                .filter(Boolean)
                .join('\n'),
            ),
          ].join('\n')
        : undefined,
    );
  }
  return {
    subject: fill(words.subject[event.kind], values),
    text: `${parts.filter(Boolean).join('\n\n')}\n`,
  };
}
