import { z } from 'zod';
import { LIMITS } from './listing/limits.ts';
import { cardSchema, listingSchema } from './listing/listing.ts';
import type { FillReport, FormValues } from './notices/channels/form.ts';
import { type Bodies, type Contacts, FORM_PARTS, type Form, type FormField } from './notices/contacts.ts';
import { enteredDecisionSchema } from './notices/entered-decision.ts';
import type { Refusal } from './notices/guards.ts';
import { complaintSchema } from './notices/interface.ts';
import { type Notice, noticeSchema } from './notices/notice.ts';
import { type Draft, REMINDER_KINDS } from './notices/outbox-entry.ts';
import type { Pack } from './packs/pack.ts';
import { type Personal, personalSchema } from './packs/personal.ts';
import type { Subscription } from './packs/subscriptions.ts';
import type { PageState } from './page-state.ts';
import { endpointUrl } from './settings.ts';

/**
 * Everything the background hears, by who may say it. A page is hostile until checked, and so is whatever runs
 * in its process: the schemas here are what stands between.
 */

/** `Reading` (utils/reading/reader.ts) as it arrives from a page. */
export const readingSchema = z.strictObject({
  url: listingSchema.shape.url,
  page: z.enum(['product', 'results', 'trader', 'other']),
  reader: z.string().regex(/^[a-z0-9]{1,40}$/, 'must be a reader’s id'),
  layout: z.string().max(LIMITS.id).nullable(),
  health: z.enum(['read', 'partial', 'unread']),
  missing: z.array(z.string().max(LIMITS.id)).max(50),
  listing: listingSchema.nullable(),
  cards: z.array(cardSchema).max(LIMITS.cards),
});

/** What a content script may say, from the top frame of a page of a marketplace or one read on request. */
export const pageMessageSchema = z.discriminatedUnion('type', [
  /** The listing script read the page, or read it anew. */
  z.strictObject({ type: z.literal('reading'), reading: readingSchema }),
  /** The script of a marketplace is on a page worth reading, and asks for what reads it; answered once it is there. */
  z.strictObject({ type: z.literal('reader'), id: z.string().regex(/^[a-z0-9]{1,40}$/) }),
  /** A frame in which a marketplace shows descriptions says what is in it; from no other frame anything is heard. */
  z.strictObject({
    type: z.literal('description'),
    site: z.string().regex(/^[a-z0-9]{1,40}$/),
    text: z.string().min(1).max(LIMITS.description),
  }),
  /** The overlay has loaded and asks what to show; answered with a `PageState`. */
  z.strictObject({ type: z.literal('overlay-ready') }),
  /** The person pressed Report in the overlay: opens the popup. */
  z.strictObject({ type: z.literal('report') }),
  /** The person closed the card: it stays closed for this listing. */
  z.strictObject({ type: z.literal('dismiss'), url: listingSchema.shape.url }),
  /** The script that fills in a form asks for what the person wants filled in; answered with `FormFilling` or null. */
  z.strictObject({ type: z.literal('filling') }),
]);
export type PageMessage = z.infer<typeof pageMessageSchema>;

/** The way a notice goes (`Channel`). */
export const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('endpoint'),
    base: z
      .string()
      .max(LIMITS.url)
      .refine((base) => endpointUrl(base) !== null, 'must be an https address'),
    token: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('form'),
    url: z.url({ protocol: /^https$/ }).max(LIMITS.url),
    marketplace: z.string().min(1).max(LIMITS.line),
  }),
  z.strictObject({ kind: z.literal('email'), address: z.email().max(320) }),
]);

/** The most of a draft, in characters of its JSON: a notice of fifty listings and what a screen keeps beside it. */
const DRAFT_MAX = 500_000;
/** A draft is whatever the person left: bounded, and an object with a notice in it. */
const draftSchema = z.custom<Draft>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Draft).notice === 'object' &&
    (value as Draft).notice !== null &&
    JSON.stringify(value).length <= DRAFT_MAX,
  'must be a draft',
);

/** What Caveat's own screens may say. */
export const screenMessageSchema = z.discriminatedUnion('type', [
  /** Read this tab's page once, on the person's request (activeTab). */
  z.strictObject({ type: z.literal('read'), tab: z.int() }),
  /**
   * Keep a notice in the making under the id it will be sent under; `channel` null: not chosen yet. Answered with
   * `KeptAnswer` once it is stored. The bytes of attachments go into the same database with `openOutbox().keepAttachment` after that,
   * for a message would have to hold them whole.
   */
  z.strictObject({
    type: z.literal('keep-draft'),
    id: z.uuid(),
    draft: draftSchema,
    channel: channelSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('drop-draft'), id: z.uuid() }),
  /**
   * The person confirmed this notice; answered with `KeptAnswer` once it is safely stored. By endpoint it is sent from
   * then on; by form or e-mail it waits until the person says that they handed it over.
   */
  z.strictObject({
    type: z.literal('confirm'),
    notice: noticeSchema,
    channel: channelSchema,
    /** What the person was told and went on knowingly (`Knowingly`). */
    knowingly: z
      .strictObject({
        duplicates: z.array(z.uuid()).max(10_000).optional(),
        today: z.int().min(1).optional(),
      })
      .optional(),
  }),
  /** The person sent it by form or e-mail, and this is the reference the platform gave, if it did. */
  z.strictObject({
    type: z.literal('hand-over'),
    id: z.uuid(),
    reference: z.string().trim().min(1).max(LIMITS.id).nullable(),
  }),
  /** The person was told what the platform decided on what they sent by form or e-mail, and entered it. */
  z.strictObject({ type: z.literal('enter-decision'), id: z.uuid(), decision: enteredDecisionSchema }),
  /** Keep a complaint in the making, null for none. */
  z.strictObject({
    type: z.literal('keep-complaint-draft'),
    id: z.uuid(),
    text: z.string().max(10_000).nullable(),
  }),
  /** The person confirmed this complaint about the decision on a notice (Art. 20). */
  z.strictObject({ type: z.literal('complain'), id: z.uuid(), complaint: complaintSchema }),
  /** Ask the endpoint now what became of a notice. */
  z.strictObject({ type: z.literal('ask'), id: z.uuid() }),
  /** The person has seen this. */
  z.strictObject({ type: z.literal('put-aside'), id: z.uuid(), kind: z.enum(REMINDER_KINDS) }),
  /** Delete a notice here; what the endpoint has stays there. */
  z.strictObject({ type: z.literal('forget'), id: z.uuid() }),
  /** Have the endpoint erase who reported; answered with `KeptAnswer`. */
  z.strictObject({ type: z.literal('erase-notifier'), id: z.uuid() }),
  /** Delete all that is kept of notices, and who reports; with `there` the endpoints erase who reported first. */
  z.strictObject({ type: z.literal('delete-everything'), there: z.boolean() }),
  /** What happened to every notice, oldest first; answered with `JournalEntry[]`. */
  z.strictObject({ type: z.literal('journal') }),
  /** Try a waiting or refused notice again now. */
  z.strictObject({ type: z.literal('retry'), id: z.uuid() }),
  /** Every notice kept, newest first; answered with `OutboxEntry[]`. */
  z.strictObject({ type: z.literal('outbox') }),
  z.strictObject({ type: z.literal('pause'), host: z.string().min(1).max(253), paused: z.boolean() }),
  /** The packs in use; answered, as all of the following, with `PacksStatus`. */
  z.strictObject({ type: z.literal('packs') }),
  /** Ask every publisher followed for its newest packs. */
  z.strictObject({ type: z.literal('check-packs') }),
  /** Follow a publisher; answered with `{problem}` where that cannot be. */
  z.strictObject({
    type: z.literal('subscribe'),
    url: z.string().max(LIMITS.url),
    root: z.string().max(100),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), url: z.string().max(LIMITS.url) }),
  /** Keep the person's own rules and marked sellers, in place of what was there. */
  z.strictObject({ type: z.literal('keep-personal'), personal: personalSchema }),
  /** Who takes notices about a marketplace; answered with `WhoTakesNotices`. */
  z.strictObject({ type: z.literal('contacts'), site: z.string().regex(/^[a-z0-9]{1,40}$/) }),
  /** Open a marketplace's own report form in a tab, with this notice at hand; answered with `{tab}` or `{problem}`. */
  z.strictObject({
    type: z.literal('open-form'),
    site: z.string().regex(/^[a-z0-9]{1,40}$/),
    notice: noticeSchema,
  }),
  /** The notice at hand in a tab, if it shows a form that was opened so; answered with `FormInTab` or null. */
  z.strictObject({ type: z.literal('form'), tab: z.int() }),
  /** Fill in the form in a tab, on the person's press; answered with `FillAnswer`. */
  z.strictObject({ type: z.literal('fill-form'), tab: z.int() }),
  /** The person is done with the form in a tab: the notice is not at hand there any more. */
  z.strictObject({ type: z.literal('leave-form'), tab: z.int() }),
]);
export type ScreenMessage = z.infer<typeof screenMessageSchema>;

export type { PageState };

/** What the overlay is told when the page was read anew; null when it shall go away. */
export type OverlayMessage = { type: 'show'; state: PageState | null };

/** What the options page shows of packs. */
export interface PacksStatus {
  packs: (Pick<Pack, 'id' | 'version' | 'updated' | 'title'> & { rules: number })[];
  problems: string[];
  subscriptions: (Omit<Subscription, 'held'> & { publisher: string | null; packs: string[] })[];
  personal: Personal;
}

/** Whether something is kept. `full`: no room on this device; `conflict`: another notice has this id; or `Refusal`. */
export type KeptAnswer =
  | { ok: true; id: string }
  | { ok: false; reason: 'full' | 'conflict' | 'storage' | 'endpoint' | Refusal; problem: string };

/** Who takes notices about a marketplace, and the bodies all of them have in common. */
export interface WhoTakesNotices {
  contacts: Contacts | null;
  bodies: Bodies;
}

/** A notice at hand in a tab in which a marketplace's form was opened. */
export interface FormInTab {
  site: string;
  notice: Notice;
  form: Form;
  /** Whether the tab shows a page of the form's hosts: nothing is filled in elsewhere. */
  here: boolean;
}

/** What the script that fills in a form gets, and nobody else. */
export interface FormFilling {
  values: FormValues;
  fields: readonly FormField[];
}

const parts = z.array(z.enum(FORM_PARTS)).max(FORM_PARTS.length);
/** `FillReport` (utils/notices/channels/form.ts) as it arrives from a page. */
export const fillReportSchema = z.strictObject({
  filled: parts,
  shortened: parts,
  kept: parts,
  signIn: z.boolean(),
});

export type FillAnswer = { ok: true; report: FillReport } | { ok: false; problem: string };
