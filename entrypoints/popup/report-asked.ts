import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';

/** Key in session storage: the tab in whose page the person pressed Report, left there for the popup that opens. */
const KEY = 'reportAsked';

/** Whether the popup was opened by pressing Report in the page of this tab. Asked for once, then forgotten. */
export function useReportAsked(tab: number | undefined): boolean {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (tab === undefined) return;
    const look = async () => {
      const { [KEY]: wanted } = await browser.storage.session.get(KEY);
      if (wanted !== tab) return;
      setAsked(true);
      await browser.storage.session.remove(KEY);
    };
    void look();
  }, [tab]);
  return asked;
}
