/** Header fields by name in lower case; of several with one name, the first. */
export type Headers = ReadonlyMap<string, string>;

/** Reads header lines as mail, HTTP and WARC write them; a line that begins with a space goes on the one before. */
export function headersOf(lines: readonly string[]): Headers {
  const fields = new Map<string, string>();
  for (const line of lines
    .join('\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** `text/html; charset="UTF-8"` by its parts. */
export function contentType(value: string | undefined): {
  type: string;
  parameter(name: string): string | undefined;
} {
  const [type, ...parameters] = (value ?? '').split(';');
  return {
    type: type?.trim().toLowerCase() ?? '',
    parameter: (name) => {
      for (const one of parameters) {
        const [key, ...rest] = one.split('=');
        if (key?.trim().toLowerCase() === name)
          return rest
            .join('=')
            .trim()
            .replace(/^"(.*)"$/, '$1');
      }
      return undefined;
    },
  };
}

export const isHtml = (type: string): boolean => type === 'text/html' || type === 'application/xhtml+xml';
