const PLACEHOLDER =
  /^(?:[\p{P}\p{S}\s]*|n\.?\/?a\.?|none|null|undefined|unknown|not (?:applicable|available|specified)|does not apply|default|others?|trifft nicht zu|nicht zutreffend|unbekannt|keine angabe|non applicabile|non specificato|altro|non applicable|non précisé|autre|no aplica|sin especificar|otro|não aplicável|outro|nie dotyczy|inn[ya]|niet van toepassing|onbekend|не указан[оа]?|нет|无|其他|other\/其他)$/iu;

/** Whether a text is what shops write into a field that they may not leave empty: "n/a", "Does not apply", "–". */
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text.slice(0, 100).trim());
