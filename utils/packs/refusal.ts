import type { z } from 'zod';

/** Where and why, in one line; of a choice, the alternative that came nearest. */
export function placeAndReason(issue: z.core.$ZodIssue, path: readonly PropertyKey[] = []): string {
  const at = [...path, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors
      .map(
        (issues) =>
          issues.filter(({ code }) => code === 'unrecognized_keys').length * 10 +
          issues.length -
          Math.max(...issues.map((inner) => inner.path.length)) / 10,
      )
      .reduce((best, score, n, scores) => (score < (scores[best] as number) ? n : best), 0);
    const inner = issue.errors[nearest]?.[0];
    if (inner) return placeAndReason(inner, at);
  }
  return `${at.map(String).join('.') || '(root)'}: ${issue.message}`;
}
