import type { FormField, FormPart } from '../contacts.ts';
import { partNamed } from './form-words.ts';

/**
 * The marketplace's own form, filled in with a notice: only text is put into text fields a person can see and has left
 * empty. Nothing is pressed, chosen, ticked or sent; passwords, hidden fields, codes and files are never touched.
 * It runs in the page, when the person asks for it.
 */

/** What goes into a form, by part; parts that a person chooses themself have none. */
export type FormValues = Partial<Record<FormPart, string>>;

/** What came of filling in a form. A part that is in none of the lists had no field that was recognised. */
export interface FillReport {
  filled: FormPart[];
  /** Filled in, but the field takes less than all of it. */
  shortened: FormPart[];
  /** The field had something else in it already, and was left as it was. */
  kept: FormPart[];
  /** Whether a password is asked for: the form is behind a sign-in. */
  signIn: boolean;
}

/** Frames within frames, and fields, that are looked at; a hostile page has more. */
const DEPTH_MAX = 3;
const FRAMES_MAX = 50;
const FIELDS_MAX = 2_000;

type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Fills in the form of a page and of its frames of the same origin. `known` fields are found by their selector or
 * label; the others by what they are called, in several languages. What was filled in is outlined.
 */
export function fillForm(document: Document, values: FormValues, known: readonly FormField[]): FillReport {
  labels = new WeakMap();
  const documents = sameOrigin(document, 0);
  const fields = documents
    .flatMap((one) => [...one.querySelectorAll<TextField>('input, textarea')])
    .slice(0, FIELDS_MAX)
    .filter(isFillable);
  const report: FillReport = {
    filled: [],
    shortened: [],
    kept: [],
    signIn: documents.some((one) => one.querySelector('input[type=password]') !== null),
  };
  const left = new Set(fields);
  const put = (part: FormPart, field: TextField) => {
    const value = values[part];
    if (value === undefined || !left.delete(field)) return;
    const outcome = fill(field, value);
    if (!report[outcome].includes(part)) report[outcome].push(part);
  };
  const isDone = (part: FormPart) =>
    report.filled.includes(part) || report.shortened.includes(part) || report.kept.includes(part);

  for (const { part, selector, label } of known)
    for (const field of [...left])
      if ((selector && matches(field, selector)) || (label && labelOf(field).trim() === label))
        put(part, field);
  for (const field of [...left]) {
    const part = partOf(field);
    if (!part || part === 'none' || (part === 'explanation' && field.tagName === 'INPUT')) continue;
    // An address may be asked for twice, to be sure; nothing else is.
    if (part === 'email' || !isDone(part)) put(part, field);
  }
  // One large field that is called nothing known is where one says what is wrong.
  const large = [...left].filter((field) => field.tagName === 'TEXTAREA' && partOf(field) === null);
  if (!isDone('explanation') && large.length === 1 && large[0]) put('explanation', large[0]);
  return report;
}

/** The document and those in its frames that it may look into. */
function sameOrigin(document: Document, depth: number): Document[] {
  if (depth === DEPTH_MAX) return [document];
  const inner = [...document.querySelectorAll('iframe, frame')].slice(0, FRAMES_MAX).flatMap((frame) => {
    try {
      // Null where the frame is of another origin.
      const { contentDocument } = frame as HTMLIFrameElement;
      return contentDocument ? sameOrigin(contentDocument, depth + 1) : [];
    } catch {
      return [];
    }
  });
  return [document, ...inner];
}

/** Text fields a person could fill in: seen, enabled, and none for secrets. */
function isFillable(field: TextField): boolean {
  if (field.tagName === 'INPUT' && !/^(?:text|email|url|)$/i.test(field.getAttribute('type') ?? ''))
    return false;
  if (field.disabled || field.hasAttribute('readonly') || field.closest('fieldset[disabled]')) return false;
  if (/one-time-code|^cc-|password/i.test(field.getAttribute('autocomplete') ?? '')) return false;
  return isSeen(field);
}

/** Fields put out of sight are traps for programs, or the page's own. */
function isSeen(field: TextField): boolean {
  if (field.hidden || field.closest('[hidden], [aria-hidden=true]')) return false;
  // Outside a browser nothing is laid out.
  if (typeof field.checkVisibility !== 'function') return true;
  if (!field.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const { width, height, right, bottom } = field.getBoundingClientRect();
  const view = field.ownerDocument.defaultView;
  return width >= 8 && height >= 8 && right + (view?.scrollX ?? 0) > 0 && bottom + (view?.scrollY ?? 0) > 0;
}

function matches(field: TextField, selector: string): boolean {
  try {
    return field.matches(selector);
  } catch {
    return false;
  }
}

/** What a field says it is: by autocomplete (HTML, "autofill"), by its type, else by its label and names. */
function partOf(field: TextField): FormPart | 'none' | null {
  const tokens = (field.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/);
  if (tokens.includes('email')) return 'email';
  if (tokens.includes('name')) return 'name';
  const type = (field.getAttribute('type') ?? '').toLowerCase();
  const named = [
    labelOf(field),
    field.getAttribute('placeholder') ?? '',
    `${field.getAttribute('name') ?? ''} ${field.id}`,
  ];
  // A code or a search is none of ours whatever else it is called.
  const part = partNamed(named);
  if (part === 'none') return part;
  if (type === 'email') return 'email';
  if (type === 'url') return 'url';
  return part;
}

/** Labels by the id they are for; gone through once a document, however many fields it has. */
function labelsFor(document: Document): ReadonlyMap<string, Element[]> {
  let known = labels.get(document);
  if (!known) {
    const all = [...document.querySelectorAll('label[for]')];
    known = Map.groupBy(all, (label) => label.getAttribute('for') ?? '');
    labels.set(document, known);
  }
  return known;
}
let labels = new WeakMap<Document, Map<string, Element[]>>();

/** The text of a field's label: `label`, `aria-labelledby`, `aria-label`, in this order. */
function labelOf(field: TextField): string {
  const { ownerDocument: document, id } = field;
  const own = [
    ...((id && labelsFor(document).get(id)) || []),
    ...[field.closest('label')].filter((label) => label !== null),
    ...(field.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .flatMap((name) => (name && document.getElementById(name)) || []),
  ];
  const text = own.map(({ textContent }) => textContent).join(' ') || field.getAttribute('aria-label') || '';
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

function fill(field: TextField, value: string): 'filled' | 'shortened' | 'kept' {
  const line = field.tagName === 'INPUT' ? (value.split('\n')[0] ?? '') : value;
  const most = Number(field.getAttribute('maxlength') ?? Number.NaN) || Number.POSITIVE_INFINITY;
  const text = line.length > most ? line.slice(0, most).replace(/[\ud800-\udbff]$/, '') : line;
  if (field.value !== '' && field.value !== text) return 'kept';
  if (field.value === '') write(field, text);
  field.style.setProperty('outline', '3px solid #1f4e79', 'important');
  field.style.setProperty('outline-offset', '2px', 'important');
  return text === value ? 'filled' : 'shortened';
}

/**
 * Writes as a person would: through the browser's own setter, past what a page's framework has put before it, and with
 * the events that tell the framework.
 */
function write(field: TextField, text: string): void {
  const view = field.ownerDocument.defaultView ?? globalThis;
  let owner: object | null = Object.getPrototypeOf(field);
  while (owner && !Object.getOwnPropertyDescriptor(owner, 'value')) owner = Object.getPrototypeOf(owner);
  const setter = owner && Object.getOwnPropertyDescriptor(owner, 'value')?.set;
  if (setter) setter.call(field, text);
  else field.value = text;
  const { Event } = view as typeof globalThis;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
