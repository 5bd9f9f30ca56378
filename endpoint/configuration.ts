import { resolve } from 'node:path';
import { z } from 'zod';
import { discoverySchema } from '../utils/notices/interface.ts';
import { addressRange } from './client-address.ts';

const wholeNumber = (name: string, least: number, most: number) =>
  z
    .string()
    .refine((value) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most, {
      error: ({ input }) => `${name} must be a number from ${least} to ${most}, not ${JSON.stringify(input)}`,
    })
    .transform(Number);
const list = (value: string) => value.split(/[\s,]+/).filter(Boolean);
const { name, contact, country } = discoverySchema.shape.operator.shape;

/** The settings of a process, all with a default, as environment variables (docs/endpoint.md). */
const environmentSchema = z.object({
  /** 0 takes any free one. */
  PORT: wholeNumber('PORT', 0, 65_535).default(8_787),
  HOST: z.string().min(1, 'HOST must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  /** The key, the attachments, and the database unless it is elsewhere. */
  DATA_DIR: z
    .string()
    .min(1, 'DATA_DIR must be a directory')
    .transform((path) => resolve(path))
    .default(resolve('.data')),
  /** Of a PostgreSQL; without it the database is a SQLite file in DATA_DIR. */
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
      'DATABASE_URL must be a postgres:// address',
    )
    .optional(),
  /** Where Prometheus asks, on METRICS_HOST; nowhere without it. */
  METRICS_PORT: wholeNumber('METRICS_PORT', 0, 65_535).optional(),
  METRICS_HOST: z.string().min(1, 'METRICS_HOST must be an address to listen on').default('127.0.0.1'),
  OPERATOR_NAME: name.default('Reference endpoint, operator not named'),
  OPERATOR_CONTACT: contact.default('contact not named'),
  OPERATOR_COUNTRY: country,
  /** From one address without a token; 64 bits of an IPv6 address are one. */
  NOTICES_PER_HOUR: wholeNumber('NOTICES_PER_HOUR', 1, 999_999_999).default(120),
  /** Of any kind, from one address. */
  REQUESTS_PER_MINUTE: wholeNumber('REQUESTS_PER_MINUTE', 1, 999_999_999).default(1_200),
  /** Whose `X-Forwarded-For` is believed: addresses and ranges, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .transform(list)
    .refine(
      (ranges) => ranges.every((range) => addressRange(range) !== null),
      'TRUSTED_PROXIES must be IP addresses or ranges such as 10.0.0.0/8',
    )
    .default([]),
});

export interface Configuration {
  port: number;
  host: string;
  directory: string;
  databaseUrl?: string;
  metrics: { port: number; host: string } | null;
  operator: { name: string; contact: string; country?: string };
  noticesPerHour: number;
  requestsPerMinute: number;
  trustedProxies: string[];
}

/** Reads the settings; throws an error whose message says which one is bad. */
export function configurationFrom(environment: Record<string, string | undefined>): Configuration {
  const { data, error } = environmentSchema.safeParse(environment);
  if (!data) {
    const [{ path, message } = { path: [], message: '' }] = error.issues;
    throw new Error(message.startsWith(String(path[0])) ? message : `${String(path[0])}: ${message}`);
  }
  return {
    port: data.PORT,
    host: data.HOST,
    directory: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    metrics: data.METRICS_PORT === undefined ? null : { port: data.METRICS_PORT, host: data.METRICS_HOST },
    operator: { name: data.OPERATOR_NAME, contact: data.OPERATOR_CONTACT, country: data.OPERATOR_COUNTRY },
    noticesPerHour: data.NOTICES_PER_HOUR,
    requestsPerMinute: data.REQUESTS_PER_MINUTE,
    trustedProxies: data.TRUSTED_PROXIES,
  };
}
