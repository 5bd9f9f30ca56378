import { SqliteError } from './sqlite-dialect.ts';

/** Something passes by itself: whoever asked may ask again. */
export class Unavailable extends Error {}

/** SQLite's result codes (sqlite.org/rescode.html) for a database that is busy, a failed read or write, a full disk. */
const SQLITE_PASSING = [5, 6, 10, 13, 14];
const SQLITE_CONSTRAINT = 19;
/**
 * PostgreSQL's classes of errors (its manual, appendix A) that pass: connection, transaction rolled back, too few
 * resources, operator's intervention, system error. The system's own: nobody there, no room, too much open.
 */
const POSTGRES_PASSING = /^(?:08|40|53|57|58)/;
const SYSTEM_PASSING =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOSPC|EDQUOT|EIO|EMFILE|ENFILE)$/;
const POSTGRES_CONSTRAINT = /^23/;

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};
const sqliteCode = (error: unknown) => (error instanceof SqliteError ? (error.errcode ?? 0) & 0xff : 0);

/** Whether a row could not be written because of what is in it, or in another. */
export const isConstraint = (error: unknown): boolean =>
  sqliteCode(error) === SQLITE_CONSTRAINT || POSTGRES_CONSTRAINT.test(codeOf(error));

/** Whether the database can be expected to answer later. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unavailable ||
  SQLITE_PASSING.includes(sqliteCode(error)) ||
  POSTGRES_PASSING.test(codeOf(error)) ||
  SYSTEM_PASSING.test(codeOf(error)) ||
  // The words of pg for a connection that broke or did not come about in time: these have no code.
  (error instanceof Error &&
    /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message));
