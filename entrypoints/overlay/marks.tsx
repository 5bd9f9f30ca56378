import { render } from 'preact';
import { i18n } from '#i18n';
import { sentenceOf } from '../../components/Finding.tsx';
import { SeverityMark, SeverityShape } from '../../components/SeverityMark.tsx';
import type { PageState } from '../../utils/page-state.ts';
import { flaggedPictures } from './flagged.ts';
import { createHost, type Host, type Kept, keepOnTop, setStyles } from './host.ts';

type FlaggedCard = PageState['cards'][number];

/** Distance of a mark from the corner of its picture, in px. */
const INSET = 6;
/** How long after a change the page is looked through again, in ms. */
const SETTLE_MS = 300;
/** How many marks are put back a minute; a page that goes on taking them away has won. */
const RESTORES = 300;

/** A mark in the corner of each flagged card's picture, the sentence on hover and focus. */
export function createMarks(css: string): { show(cards: FlaggedCard[]): void } {
  const marks = new Map<Element, Host>();
  let cards: FlaggedCard[] = [];
  let restores = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const tip = createTip(css);

  const settle = () => {
    settling = undefined;
    if (cards.length === 0 && marks.size === 0) return;
    const pictures = flaggedPictures(document, cards);
    for (const [picture, { element }] of marks) {
      if (pictures.has(picture)) continue;
      element.remove();
      marks.delete(picture);
    }
    for (const [picture, card] of pictures) {
      const mark =
        marks.get(picture) ??
        createHost(css, { position: 'absolute', 'z-index': '3', width: '20px', height: '20px' });
      marks.set(picture, mark);
      render(<Mark card={card} mark={mark} tip={tip} />, mark.root);
      if (mark.element.nextElementSibling !== picture) {
        restores += 1;
        if (restores > RESTORES) continue;
        picture.before(mark.element);
      }
      align(mark.element, picture);
    }
    observer.takeRecords();
  };
  const settleSoon = () => {
    if (settling === undefined) settling = setTimeout(settle, SETTLE_MS);
  };
  const observer = new MutationObserver(settleSoon);
  let forgive: ReturnType<typeof setInterval> | undefined;

  return {
    show(next) {
      cards = next;
      clearInterval(forgive);
      if (cards.length > 0) {
        observer.observe(document.documentElement, {
          childList: true,
          subtree: true,
          attributeFilter: ['href'],
        });
        // A picture that arrives late has no size before.
        document.addEventListener('load', settleSoon, true);
        window.addEventListener('resize', settleSoon);
        forgive = setInterval(() => {
          restores = 0;
        }, 60_000);
      } else {
        observer.disconnect();
        document.removeEventListener('load', settleSoon, true);
        window.removeEventListener('resize', settleSoon);
        tip.hide();
      }
      settle();
    },
  };
}

/**
 * Brings a mark from where the layout would have put it (nowhere in particular in a flex box or grid) to the
 * corner of its picture. Out of the flow and moved by a transform only, it changes nothing around it.
 */
function align(mark: HTMLElement, picture: Element): void {
  setStyles(mark, { transform: 'none' });
  const from = mark.getBoundingClientRect();
  const to = picture.getBoundingClientRect();
  setStyles(mark, {
    transform: `translate(${to.left - from.left + INSET}px, ${to.top - from.top + INSET}px)`,
  });
}

interface Tip {
  show(card: FlaggedCard, beside: Host): void;
  hide(): void;
}

function Mark({ card, mark, tip }: { card: FlaggedCard; mark: Host; tip: Tip }) {
  const [worst] = card.findings;
  if (!worst) return null;
  const show = () => tip.show(card, mark);
  return (
    <button
      type="button"
      class="mark"
      data-severity={worst.severity}
      aria-label={i18n.t('overlay.announcement', {
        severity: i18n.t(`severity.${worst.severity}`),
        sentence: card.findings.map((finding) => sentenceOf(finding).text).join(' '),
      })}
      onPointerEnter={show}
      onPointerLeave={tip.hide}
      onFocus={show}
      onBlur={tip.hide}
      onKeyDown={(event) => event.key === 'Escape' && tip.hide()}
      // The mark stands inside the card's link: pressing it must not open the listing.
      onClick={(event) => {
        event.preventDefault();
        show();
      }}
    >
      <SeverityShape level={worst.severity} />
    </button>
  );
}

/** The one tooltip of all marks, in the top layer so that no card cuts it off. */
function createTip(css: string): Tip {
  const host = createHost(css, {
    position: 'fixed',
    inset: 'auto auto 16px 16px',
    margin: '0',
    border: '0',
    padding: '0',
    background: 'transparent',
    overflow: 'visible',
    width: 'max-content',
    height: 'max-content',
    'pointer-events': 'none',
  });
  let kept: Kept | null = null;
  return {
    show({ findings }, { element }) {
      // What it says is the mark's own name already.
      render(
        <ul class="tip" aria-hidden="true">
          {findings.slice(0, 3).map((finding) => (
            <li key={finding.rule}>
              <SeverityMark level={finding.severity} />
              <span lang={sentenceOf(finding).lang}>{sentenceOf(finding).text}</span>
            </li>
          ))}
        </ul>,
        host.root,
      );
      kept ??= keepOnTop(host);
      const mark = element.getBoundingClientRect();
      const { width, height } = host.element.getBoundingClientRect();
      const left = Math.max(8, Math.min(mark.left, document.documentElement.clientWidth - width - 8));
      const below = window.innerHeight - mark.bottom - 6 - height;
      kept.move(left, below >= 8 ? below : window.innerHeight - mark.top + 6);
    },
    hide() {
      kept?.close();
      kept = null;
    },
  };
}
