/** One line of JSON on stderr. Nothing a person wrote, no address and no secret goes into it. */
export function log(event: string, fields: Record<string, string | number | null> = {}): void {
  console.error(JSON.stringify({ time: new Date().toISOString(), event, ...fields }));
}

/** An error as the log may have it: PostgreSQL's messages quote values, so of these only the code. */
export function loggable(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'severity' in error && 'code' in error ? `PostgreSQL ${String(error.code)}` : error.message;
}
