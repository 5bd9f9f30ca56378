import { text } from 'node:stream/consumers';
import { configurationFrom } from '../configuration.ts';
import { openEndpoint } from '../endpoint.ts';
import { addModerator, disableModerator } from './moderators.ts';
import { newPassword } from './passwords.ts';

/**
 * `npm run endpoint:moderator -- add NAME` makes a moderator with a new password and prints it this once; with
 * `--password-stdin` the password is the first line of standard input. `-- list` and `-- disable NAME` are the rest.
 * The settings are those of the server.
 */
const [command, name, option] = process.argv.slice(2);

function usage(): never {
  console.error('Usage: npm run endpoint:moderator -- add NAME [--password-stdin] | list | disable NAME');
  process.exit(2);
}

const isKnown =
  (command === 'list' && !name) ||
  (command === 'disable' && name && !option) ||
  (command === 'add' && name && [undefined, '--password-stdin'].includes(option));
if (!isKnown) usage();

const endpoint = await openEndpoint(configurationFrom(process.env));
const { database } = endpoint;
try {
  if (command === 'add' && name) {
    const given = option ? ((await text(process.stdin)).split('\n')[0] ?? '').replace(/\r$/, '') : null;
    const password = given ?? newPassword();
    await addModerator(database, { name, password });
    console.log(
      given === null
        ? `${name} can sign in at /moderation/ with this password, which is not shown again:\n${password}`
        : `${name} can sign in at /moderation/`,
    );
  } else if (command === 'disable' && name) {
    const done = await disableModerator(database, name);
    console.log(done ? `${name} cannot sign in any more` : `There is no ${name}`);
    process.exitCode = done ? 0 : 1;
  } else
    for (const row of await database.db.selectFrom('moderators').selectAll().orderBy('name').execute())
      console.log(
        `${row.name}, since ${row.created_at}${row.disabled_at ? `, disabled ${row.disabled_at}` : ''}`,
      );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
await endpoint.close();
