import { wordsOf } from './words.ts';

const PLACEHOLDERS = new Set(
  `n/a|na|n.a|n.a.|na.|n/a.|n./a|n./a.|none|null|undefined|unknown|not applicable|not available|not specified|does not apply|default|other|others|trifft nicht zu|nicht zutreffend|unbekannt|keine angabe|non applicabile|non specificato|altro|non applicable|non précisé|autre|no aplica|sin especificar|otro|não aplicável|outro|nie dotyczy|inny|inna|niet van toepassing|onbekend|не указан|не указано|не указана|нет|无|其他|other/其他`.split(
    '|',
  ),
);

/** Whether a text is what shops write into a field that they may not leave empty: "n/a", "Does not apply", "–". */
export function isPlaceholder(text: string): boolean {
  const short = text.slice(0, 100).trim().toLowerCase();
  return PLACEHOLDERS.has(short) || !wordsOf(short).length;
}
