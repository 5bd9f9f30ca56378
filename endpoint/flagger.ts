import { configurationFrom } from './configuration.ts';
import { openEndpoint } from './endpoint.ts';
import { addFlagger, revokeFlagger } from './flaggers.ts';

/**
 * `npm run endpoint:flagger -- add NAME [NOTICES_PER_HOUR [PRIORITY]]` gives a trusted flagger (Art. 22) a token and
 * prints it this once; `-- list` and `-- revoke ID` are the rest. The settings are those of the server.
 */
const [command, ...given] = process.argv.slice(2);

function usage(): never {
  console.error(
    'Usage: npm run endpoint:flagger -- add NAME [NOTICES_PER_HOUR [PRIORITY]] | list | revoke ID',
  );
  process.exit(2);
}

const count = (text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : usage();
};

const [first, second, third] = given;
const known = command === 'list' || (first && (command === 'add' || command === 'revoke'));
if (!known) usage();
const noticesPerHour = count(second, 10_000);
const priority = count(third, 1);

const endpoint = await openEndpoint(configurationFrom(process.env));
const { database } = endpoint;
if (command === 'add' && first) {
  const { id, token } = await addFlagger(database, { name: first, noticesPerHour, priority });
  console.log(`${first} has the id ${id} and this token, which is not shown again:\n${token}`);
} else if (command === 'revoke' && first) {
  const revoked = await revokeFlagger(database, first);
  console.log(revoked ? `${first} is revoked` : `There is no ${first}`);
  process.exitCode = revoked ? 0 : 1;
} else
  for (const row of await database.db.selectFrom('tokens').selectAll().orderBy('created_at').execute())
    console.log(
      `${row.id}  ${row.name}: ${row.notices_per_hour} an hour, priority ${row.priority}, since ${row.created_at}${row.revoked_at ? `, revoked ${row.revoked_at}` : ''}`,
    );
await endpoint.close();
